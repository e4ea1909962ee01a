package io.berth.placement.provider;

import io.berth.base.Decision;
import io.berth.placement.LedgerChange.ProviderUpdated;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.PlacementRefusal;
import io.berth.placement.Provider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/**
 * Renames a provider, or moves it with all that is below it to another place (contract placement §8.5). Generations stay
 * as they are.
 */
final class UpdateProvider {
    private UpdateProvider() {}

    /** Where the provider shall be. */
    sealed interface Parent {
        record Same() implements Parent {}

        record None() implements Parent {}

        /**
         * Below another provider.
         *
         * @param text the parent as the client spelled it
         */
        record Below(String text) implements Parent {}
    }

    /** @param mayMove whether one that has a parent may get another or none */
    record Wanted(String name, Parent parent, boolean mayMove) {}

    /**
     * @param provider the one to change
     * @param isNameTaken by another provider
     * @param newParent the parent wanted, where it exists
     * @param trees all providers of the trees of both
     */
    record View(Provider provider, boolean isNameTaken, Optional<Provider> newParent, SortedMap<UUID, Provider> trees) {}

    static Decision<Provider> decide(Wanted wanted, View view, Instant now) {
        Provider provider = view.provider();
        Optional<UUID> parent = switch (wanted.parent()) {
            case Parent.Same same -> provider.parent();
            case Parent.None none -> Optional.empty();
            case Parent.Below below -> view.newParent().map(Provider::uuid);
        };
        return refusal(wanted, view, parent).<Decision<Provider>>map(Decision::refuse).orElseGet(() -> {
            UUID root = parent.equals(provider.parent())
                    ? provider.root()
                    : view.newParent().map(Provider::root).orElse(provider.uuid());
            boolean isMoved = !parent.equals(provider.parent());
            List<Touch> rerooted = (isMoved ? withDescendants(view) : List.of(provider)).stream().map(Touch::of).toList();
            List<Touch> ancestors = isMoved ? ancestors(view).stream().map(Touch::of).toList() : List.of();
            ProviderUpdated change =
                    new ProviderUpdated(provider.uuid(), wanted.name(), parent, root, rerooted, ancestors, now);
            return Decision.accept(List.of(change), updated(provider, wanted.name(), parent, root));
        });
    }

    private static Provider updated(Provider provider, String name, Optional<UUID> parent, UUID root) {
        return new Provider(
                provider.uuid(),
                name,
                provider.generation(),
                provider.revision() + 1,
                parent,
                root,
                provider.inventories(),
                provider.traits(),
                provider.aggregates(),
                provider.times());
    }

    private static Optional<PlacementRefusal> refusal(Wanted wanted, View view, Optional<UUID> parent) {
        Provider provider = view.provider();
        if (wanted.parent() instanceof Parent.Below && parent.isEmpty()) {
            return failed(provider, "create", "parent provider UUID does not exist.");
        }
        if (!parent.equals(provider.parent())) {
            if (provider.parent().isPresent() && !wanted.mayMove()) {
                return failed(
                        provider,
                        "update",
                        (parent.isPresent() ? "re-parenting" : "un-parenting") + " a provider is not currently allowed.");
            }
            boolean isLoop = view.newParent().equals(Optional.of(provider)) || ancestors(view).contains(provider);
            if (parent.isPresent() && isLoop) {
                return failed(provider, "update", "creating loop in the provider tree is not allowed.");
            }
        }
        return view.isNameTaken()
                ? Optional.of(new PlacementRefusal.Conflict(
                        PlacementRefusal.DUPLICATE_NAME,
                        "Conflicting resource provider " + wanted.name() + " already exists."))
                : Optional.empty();
    }

    private static Optional<PlacementRefusal> failed(Provider provider, String action, String reason) {
        return Optional.of(new PlacementRefusal.Invalid(
                "placement.resource_provider.invalid",
                "Unable to save resource provider " + provider.uuid() + ": Object action " + action
                        + " failed because: " + reason));
    }

    /** The new parent and those above it. */
    private static List<Provider> ancestors(View view) {
        List<Provider> chain = new ArrayList<>();
        Optional<Provider> next = view.newParent();
        while (next.isPresent() && chain.size() <= view.trees().size()) {
            chain.add(next.get());
            next = next.flatMap(Provider::parent).flatMap(uuid -> Optional.ofNullable(view.trees().get(uuid)));
        }
        return chain;
    }

    private static List<Provider> withDescendants(View view) {
        List<Provider> subtree = new ArrayList<>(List.of(view.provider()));
        for (int i = 0; i < subtree.size(); i++) {
            Optional<UUID> above = Optional.of(subtree.get(i).uuid());
            view.trees().values().stream().filter(it -> it.parent().equals(above)).forEach(subtree::add);
        }
        return subtree;
    }
}
