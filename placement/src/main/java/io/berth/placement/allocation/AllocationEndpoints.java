package io.berth.placement.allocation;

import io.berth.base.Decision;
import io.berth.base.Refusal;
import io.berth.http.Call;
import io.berth.http.Response;
import io.berth.placement.Consumer;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.LedgerView;
import io.berth.placement.PlacementRefusal;
import io.berth.placement.PlacementRefusal.CapacityExceeded;
import io.berth.placement.PlacementRefusal.NoInventory;
import io.berth.placement.PlacementRefusal.UnitsViolated;
import io.berth.placement.PlacementRefusal.UnknownResourceClass;
import io.berth.placement.Provider;
import io.berth.placement.ReplaceAllocations;
import io.berth.placement.index.LedgerIndex;
import io.berth.placement.value.Uuids;
import io.berth.placement.wire.LedgerAccess;
import io.berth.placement.wire.PlacementProblem;
import io.berth.placement.wire.Replies;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** {@code /allocations}, one consumer's, and {@code /resource_providers/{uuid}/allocations}. */
public final class AllocationEndpoints {
    private static final String UNABLE = "Unable to allocate inventory";

    private final LedgerAccess ledger;
    private final IncompleteConsumer incomplete;

    public AllocationEndpoints(LedgerAccess ledger, IncompleteConsumer incomplete) {
        this.ledger = ledger;
        this.incomplete = incomplete;
    }

    public Response show(Call call) {
        String id = call.parameter("consumer_uuid");
        LedgerIndex.Holdings holdings = ledger.index().holdings(id);
        Optional<Consumer> consumer = holdings.consumer();
        return Replies.json(
                call,
                AllocationCodec.consumer(holdings, call.version()),
                consumer.map(Consumer::changedAt).orElseGet(ledger::now));
    }

    public Response ofProvider(Call call) {
        Provider provider = ledger.provider(call).orElseThrow(() -> PlacementProblem.notFound("Resource provider '"
                + call.parameter("uuid") + "' not found: " + LedgerAccess.noProvider(call)));
        SortedMap<String, ProviderAllocationStore.Usage> byConsumer =
                ledger.read(handle -> ProviderAllocationStore.byConsumer(handle, provider.uuid()));
        Instant latest = byConsumer.values().stream()
                .map(ProviderAllocationStore.Usage::changedAt)
                .max(Comparator.naturalOrder())
                .orElseGet(ledger::now);
        return Replies.json(call, AllocationCodec.ofProvider(provider, byConsumer, call.version()), latest);
    }

    public Response replace(Call call) {
        String given = call.parameter("consumer_uuid");
        String consumer = Uuids.loose(given)
                .map(UUID::toString)
                .orElseThrow(() -> PlacementProblem.invalid("Malformed consumer_uuid: " + given));
        write(AllocationCodec.put(call, consumer, incomplete), " for consumer " + consumer + ":");
        return Response.empty(204);
    }

    public Response replaceMany(Call call) {
        write(AllocationCodec.post(call), "");
        return Response.empty(204);
    }

    private void write(AllocationCodec.Wanted wanted, String whereClassIsUnknown) {
        List<ConsumerAllocations> consumers = wanted.consumers();
        Set<UUID> providers = consumers.stream()
                .flatMap(it -> it.resources().keySet().stream())
                .collect(Collectors.toSet());
        List<String> ids = consumers.stream().map(ConsumerAllocations::consumer).toList();
        ledger.claim(
                providers,
                ids,
                view -> decide(wanted, view, ledger.now()),
                refusal -> worded(refusal, whereClassIsUnknown));
    }

    /** A consumer's generation is judged before providers are looked up, however they are spelled. */
    static Decision<ReplaceAllocations.Reply> decide(AllocationCodec.Wanted wanted, LedgerView view, Instant now) {
        if (wanted.unknownProvider().isEmpty()) {
            return ReplaceAllocations.decide(view, wanted.consumers(), now);
        }
        return Decision.refuse(ReplaceAllocations.consumerConflict(view, wanted.consumers())
                .orElseGet(() -> new PlacementRefusal.UnknownProvider(wanted.unknownProvider().get())));
    }

    private static PlacementProblem worded(Refusal refusal, String whereClassIsUnknown) {
        return switch (refusal) {
            case UnknownResourceClass unknown ->
                PlacementProblem.of(unknown, UNABLE + whereClassIsUnknown + " " + unknown.message());
            case NoInventory no -> PlacementProblem.of(no, UNABLE + ": " + no.message());
            case UnitsViolated no -> PlacementProblem.of(no, UNABLE + ": " + no.message());
            case CapacityExceeded no -> PlacementProblem.of(no, UNABLE + ": " + no.message());
            case Refusal other -> PlacementProblem.of(other);
        };
    }

    public Response delete(Call call) {
        String id = call.parameter("consumer_uuid");
        ledger.claim(
                List.of(),
                List.of(id),
                view -> DeleteAllocations.decide(view, id, ledger.now()),
                PlacementProblem::of);
        return Response.empty(204);
    }
}
