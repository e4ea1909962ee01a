package io.berth.placement.provider;

import io.berth.base.Decision;
import io.berth.placement.LedgerChange.ProviderCreated;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.PlacementRefusal;
import io.berth.placement.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** Makes an empty provider, as a root or below a parent (contract placement §8.3). */
final class CreateProvider {
    private CreateProvider() {}

    /** @param parentText the parent as the client spelled it; absent for a root */
    record Wanted(UUID uuid, String name, Optional<String> parentText) {}

    /**
     * @param sameUuid whether the uuid is taken
     * @param sameName whether the name is taken
     * @param parent the parent wanted, where it exists
     */
    record View(boolean sameUuid, boolean sameName, Optional<Provider> parent) {}

    static Decision<Provider> decide(Wanted wanted, View view, Instant now) {
        return refusal(wanted, view).<Decision<Provider>>map(Decision::refuse).orElseGet(() -> {
            Provider provider = new Provider(
                    wanted.uuid(),
                    wanted.name(),
                    0,
                    0,
                    view.parent().map(Provider::uuid),
                    view.parent().map(Provider::root).orElse(wanted.uuid()),
                    new TreeMap<>(),
                    new TreeSet<>(),
                    new TreeSet<>(),
                    // A root is written twice by placement, and so has been updated (contract §4.4).
                    new Provider.Times(
                            now,
                            view.parent().isPresent() ? Optional.empty() : Optional.of(now),
                            new TreeMap<>(),
                            Optional.empty()));
            return Decision.accept(List.of(new ProviderCreated(provider, view.parent().map(Touch::of))), provider);
        });
    }

    private static Optional<PlacementRefusal> refusal(Wanted wanted, View view) {
        if (wanted.name().isEmpty()) {
            return failed(wanted, "name is required");
        }
        if (wanted.parentText().filter(wanted.uuid().toString()::equals).isPresent()) {
            return failed(
                    wanted,
                    "parent provider UUID cannot be same as UUID. Please set parent provider UUID to None if there is"
                            + " no parent.");
        }
        if (wanted.parentText().isPresent() && view.parent().isEmpty()) {
            return failed(wanted, "parent provider UUID does not exist.");
        }
        if (view.sameUuid()) {
            return taken("uuid: " + wanted.uuid());
        }
        return view.sameName() ? taken("name: " + wanted.name()) : Optional.empty();
    }

    private static Optional<PlacementRefusal> failed(Wanted wanted, String reason) {
        return Optional.of(new PlacementRefusal.Invalid(
                "placement.resource_provider.invalid",
                "Unable to create resource provider \"" + wanted.name() + "\", " + wanted.uuid()
                        + ": Object action create failed because: " + reason));
    }

    private static Optional<PlacementRefusal> taken(String what) {
        return Optional.of(new PlacementRefusal.Conflict(
                PlacementRefusal.DUPLICATE_NAME, "Conflicting resource provider " + what + " already exists."));
    }
}
