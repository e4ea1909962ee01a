package io.berth.placement.reshape;

import io.berth.base.Refusal;
import io.berth.http.Call;
import io.berth.http.Response;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.PlacementRefusal.CapacityExceeded;
import io.berth.placement.PlacementRefusal.NoInventory;
import io.berth.placement.PlacementRefusal.UnitsViolated;
import io.berth.placement.PlacementRefusal.UnknownResourceClass;
import io.berth.placement.reshape.Reshape.Wanted;
import io.berth.placement.wire.LedgerAccess;
import io.berth.placement.wire.PlacementProblem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** {@code /reshaper}. */
public final class ReshapeEndpoints {
    private static final String UNABLE = "Unable to allocate inventory: ";
    private static final String RACE =
            "update conflict: Another thread concurrently updated the resource provider data. Please retry your update";

    private final LedgerAccess ledger;

    public ReshapeEndpoints(LedgerAccess ledger) {
        this.ledger = ledger;
    }

    public Response reshape(Call call) {
        Wanted wanted = ReshapeCodec.read(call);
        Set<UUID> providers = new HashSet<>();
        wanted.inventories().forEach(it -> it.uuid().ifPresent(providers::add));
        wanted.allocations().forEach(it -> providers.addAll(it.resources().keySet()));
        List<String> consumers = wanted.allocations().stream().map(ConsumerAllocations::consumer).toList();
        ledger.decide(
                handle -> ledger.ledger().decided(
                        handle,
                        ledger.ledger().view(handle, providers, consumers),
                        consumers,
                        view -> Reshape.decide(view, wanted, ledger.now())),
                decision -> decision,
                ReshapeEndpoints::worded,
                RACE);
        return Response.empty(204);
    }

    private static PlacementProblem worded(Refusal refusal) {
        return switch (refusal) {
            case UnknownResourceClass no -> PlacementProblem.of(no, "malformed reshaper data: " + no.message());
            case NoInventory no -> PlacementProblem.of(no, UNABLE + no.message());
            case UnitsViolated no -> PlacementProblem.of(no, UNABLE + no.message());
            case CapacityExceeded no -> PlacementProblem.of(no, UNABLE + no.message());
            case Refusal other -> PlacementProblem.of(other);
        };
    }
}
