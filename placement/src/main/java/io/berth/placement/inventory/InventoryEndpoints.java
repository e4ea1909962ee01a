package io.berth.placement.inventory;

import io.berth.base.Decision;
import io.berth.base.Refusal;
import io.berth.http.Call;
import io.berth.http.Response;
import io.berth.placement.Inventory;
import io.berth.placement.LedgerView;
import io.berth.placement.PlacementRefusal;
import io.berth.placement.Provider;
import io.berth.placement.index.RememberedView;
import io.berth.placement.inventory.WriteInventories.Inventories;
import io.berth.placement.inventory.WriteInventories.View;
import io.berth.placement.wire.LedgerAccess;
import io.berth.placement.wire.PlacementProblem;
import io.berth.placement.wire.Replies;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;

/** {@code /resource_providers/{uuid}/inventories} and one of them. */
public final class InventoryEndpoints {
    private final LedgerAccess ledger;

    public InventoryEndpoints(LedgerAccess ledger) {
        this.ledger = ledger;
    }

    public Response list(Call call) {
        Provider provider = ledger.providerOrNotFound(call, " : ");
        Optional<Instant> latest = provider.times().inventories().values().stream().max(Comparator.naturalOrder());
        Inventories inventories = new Inventories(provider.generation(), provider.inventories());
        return Replies.cached(call, Response.json(200, InventoryCodec.all(inventories)), latest);
    }

    public Response show(Call call) {
        Provider provider = ledger.providerOrNotFound(call, " : ");
        String name = call.parameter("resource_class");
        Inventory inventory = Optional.ofNullable(provider.inventories().get(name))
                .orElseThrow(() -> PlacementProblem.notFound(
                        "No inventory of class " + name + " for " + call.parameter("uuid")));
        return Replies.cached(
                call,
                Response.json(200, InventoryCodec.one(provider.generation(), inventory)),
                Optional.ofNullable(provider.times().inventories().get(name)));
    }

    public Response add(Call call) {
        Provider provider = ledger.providerOrLookupFails(call);
        InventoryCodec.One one = InventoryCodec.added(call);
        boolean mayReserveAll = InventoryCodec.mayReserveAll(call);
        Inventories after = write(call, provider, (view, now) ->
                WriteInventories.add(view, one.resourceClass(), one.inventory(), mayReserveAll, now));
        Response response = Replies.cached(
                call,
                Response.json(201, InventoryCodec.one(after.generation(), one.inventory())),
                Optional.of(ledger.now()));
        return Replies.located(
                call, response, "/resource_providers/" + provider.uuid() + "/inventories/" + one.resourceClass());
    }

    public Response replace(Call call) {
        Provider provider = ledger.providerOrLookupFails(call);
        InventoryCodec.One one = InventoryCodec.replaced(call, call.parameter("resource_class"));
        boolean mayReserveAll = InventoryCodec.mayReserveAll(call);
        Inventories after = write(call, provider, (view, now) -> WriteInventories.replaceOne(
                view, one.resourceClass(), one.inventory(), one.generation(), mayReserveAll, now));
        return Replies.json(call, InventoryCodec.one(after.generation(), one.inventory()), ledger.now());
    }

    public Response replaceAll(Call call) {
        Provider provider = ledger.providerOrLookupFails(call);
        InventoryCodec.All all = InventoryCodec.replacedAll(call);
        boolean mayReserveAll = InventoryCodec.mayReserveAll(call);
        Inventories after = write(call, provider, (view, now) ->
                WriteInventories.replaceAll(view, all.inventories(), all.generation(), mayReserveAll, now));
        return Replies.cached(
                call,
                Response.json(200, InventoryCodec.all(after)),
                after.inventories().isEmpty() ? Optional.empty() : Optional.of(ledger.now()));
    }

    public Response remove(Call call) {
        Provider provider = ledger.providerOrLookupFails(call);
        write(call, provider, (view, now) ->
                WriteInventories.removeOne(view, call.parameter("resource_class"), now));
        return Response.empty(204);
    }

    public Response removeAll(Call call) {
        Provider provider = ledger.providerOrLookupFails(call);
        write(call, provider, WriteInventories::removeAll);
        return Response.empty(204);
    }

    private Inventories write(Call call, Provider provider, BiFunction<View, Instant, Decision<Inventories>> decide) {
        return ledger.decide(
                memory -> remembered(memory, provider),
                handle -> view(handle, call, provider),
                view -> decide.apply(view, ledger.now()),
                InventoryEndpoints::worded);
    }

    private static Optional<View> remembered(RememberedView memory, Provider seen) {
        return memory.provider(seen.uuid())
                .map(it -> new View(it, memory.usedOf(it.uuid()), memory.names().resourceClasses().keySet()));
    }

    private View view(Handle handle, Call call, Provider seen) {
        // The provider and what is used of it by one statement: a refusal must be true of one moment.
        LedgerView.Rows rows = ledger.ledger().view(handle, List.of(seen.uuid()), List.of());
        Provider provider = rows.provider(seen.uuid())
                .orElseThrow(() -> PlacementProblem.notFoundByLookup(LedgerAccess.noProvider(call)));
        return new View(provider, rows.used().getOrDefault(seen.uuid(), new TreeMap<>()), rows.resourceClasses());
    }

    /** That a class in the path does not exist is found by a bare lookup, unlike all other refusals. */
    private static PlacementProblem worded(Refusal refusal) {
        return refusal instanceof PlacementRefusal.NotFound && refusal.message().startsWith("No such resource class")
                ? PlacementProblem.notFoundByLookup(refusal.message())
                : PlacementProblem.of(refusal);
    }
}
