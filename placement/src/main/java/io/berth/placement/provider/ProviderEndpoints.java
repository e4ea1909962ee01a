package io.berth.placement.provider;

import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.Response;
import io.berth.placement.Provider;
import io.berth.placement.index.World;
import io.berth.placement.value.Uuids;
import io.berth.placement.wire.LedgerAccess;
import io.berth.placement.wire.PlacementProblem;
import io.berth.placement.wire.Replies;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /resource_providers} and {@code /resource_providers/{uuid}}. */
public final class ProviderEndpoints {
    private final LedgerAccess ledger;

    public ProviderEndpoints(LedgerAccess ledger) {
        this.ledger = ledger;
    }

    public Response list(Call call) {
        ProviderFilter filter = FilterCodec.read(call);
        List<Provider> providers = find(ledger.world(), filter);
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("resource_providers");
        providers.forEach(provider -> list.add(ProviderCodec.representation(provider, call)));
        Instant latest = providers.stream()
                .map(provider -> provider.times().latest())
                .max(Comparator.naturalOrder())
                .orElseGet(ledger::now);
        return Replies.json(call, body, latest);
    }

    private static List<Provider> find(World world, ProviderFilter filter) {
        SortedSet<String> traits = new TreeSet<>(filter.forbiddenTraits());
        filter.anyTraits().forEach(traits::addAll);
        traits.removeIf(world::isTrait);
        SortedSet<String> classes = new TreeSet<>(filter.resources().keySet());
        classes.removeIf(world::isResourceClass);
        boolean areAllKnown = traits.isEmpty() && classes.isEmpty();
        return areAllKnown ? filter.passing(world) : nothingFound(world, filter, traits, classes);
    }

    /**
     * Placement looks names up as it comes to them, and ends where a filter alone, but for name, uuid and what is forbidden, lets
     * nothing pass: then there is nothing, and otherwise an unknown name is an error (contract placement §8.2).
     */
    private static List<Provider> nothingFound(
            World world, ProviderFilter filter, SortedSet<String> unknownTraits, SortedSet<String> unknownClasses) {
        if (letsNothingPass(world, filter.treeAlone())) {
            return List.of();
        }
        SortedSet<String> unknownWanted = new TreeSet<>(unknownTraits);
        unknownWanted.removeIf(name -> filter.anyTraits().stream().noneMatch(any -> any.contains(name)));
        refuseTraits(unknownWanted);
        if (letsNothingPass(world, filter.wantedTraitsAlone())) {
            return List.of();
        }
        refuseTraits(unknownTraits);
        if (letsNothingPass(world, filter.wantedAggregatesAlone())) {
            return List.of();
        }
        throw PlacementProblem.invalid("Invalid resource class in resources parameter: No such resource class "
                + unknownClasses.first() + ".");
    }

    private static boolean letsNothingPass(World world, ProviderFilter filter) {
        return !filter.equals(ProviderFilter.NONE) && filter.passing(world).isEmpty();
    }

    private static void refuseTraits(SortedSet<String> unknown) {
        if (!unknown.isEmpty()) {
            throw PlacementProblem.invalid(
                    "Invalid trait(s) in \"required\" parameter: No such trait(s): " + String.join(", ", unknown) + ".");
        }
    }

    public Response create(Call call) {
        ProviderCodec.Creation creation = ProviderCodec.creation(call);
        UUID uuid = creation.uuid().flatMap(Uuids::loose).orElseGet(ledger.ids()::uuid);
        CreateProvider.Wanted wanted = new CreateProvider.Wanted(uuid, creation.name(), creation.parent());
        Provider provider = ledger.decide(
                memory -> Optional.of(new CreateProvider.View(
                        memory.provider(uuid).isPresent(),
                        memory.isNameTaken(creation.name()),
                        creation.parent().flatMap(Uuids::asStored).flatMap(memory::provider))),
                handle -> new CreateProvider.View(
                        ledger.ledger().provider(handle, uuid).isPresent(),
                        NeighbourStore.isNameTaken(handle, creation.name(), uuid),
                        asStored(handle, creation.parent())),
                view -> CreateProvider.decide(wanted, view, ledger.now()),
                PlacementProblem::of);
        Response response = call.version().isAtLeast(1, 20)
                ? Replies.json(
                        call,
                        ProviderCodec.representation(provider, call),
                        provider.times().latest())
                : Response.empty(201);
        return Replies.located(call, response, ProviderCodec.path(uuid));
    }

    public Response show(Call call) {
        Provider provider = ledger.providerOrLookupFails(call);
        return Replies.json(
                call,
                ProviderCodec.representation(provider, call),
                provider.times().latest());
    }

    public Response update(Call call) {
        Provider before = ledger.providerOrLookupFails(call);
        UpdateProvider.Wanted wanted = ProviderCodec.update(call);
        Provider provider = ledger.decide(
                handle -> updateView(handle, call, before.uuid(), wanted),
                view -> UpdateProvider.decide(wanted, view, ledger.now()));
        return Replies.cached(
                call,
                Response.json(200, ProviderCodec.representation(provider, call)),
                provider.times().updated());
    }

    private UpdateProvider.View updateView(Handle handle, Call call, UUID uuid, UpdateProvider.Wanted wanted) {
        Optional<Provider> parent = wanted.parent() instanceof UpdateProvider.Parent.Below below
                ? asStored(handle, Optional.of(below.text()))
                : Optional.empty();
        List<UUID> both = parent.map(it -> List.of(uuid, it.uuid())).orElse(List.of(uuid));
        TreeMap<UUID, Provider> trees = new TreeMap<>(ledger.ledger().trees(handle, both));
        Provider provider = Optional.ofNullable(trees.get(uuid))
                .orElseThrow(() -> PlacementProblem.notFoundByLookup(LedgerAccess.noProvider(call)));
        return new UpdateProvider.View(
                provider,
                NeighbourStore.isNameTaken(handle, wanted.name(), uuid),
                parent.flatMap(it -> Optional.ofNullable(trees.get(it.uuid()))),
                trees);
    }

    private Optional<Provider> asStored(Handle handle, Optional<String> uuid) {
        return uuid.flatMap(Uuids::asStored).flatMap(it -> ledger.ledger().provider(handle, it));
    }

    public Response delete(Call call) {
        PlacementProblem missing = PlacementProblem.notFound(LedgerAccess.noProvider(call) + " for delete");
        UUID uuid = Uuids.asStored(call.parameter("uuid")).orElseThrow(() -> missing);
        ledger.decide(
                handle -> new DeleteProvider.View(
                        ledger.ledger().provider(handle, uuid).orElseThrow(() -> missing),
                        NeighbourStore.hasChildren(handle, uuid),
                        !ledger.ledger().usedOf(handle, uuid).isEmpty()),
                DeleteProvider::decide);
        return Response.empty(204);
    }
}
