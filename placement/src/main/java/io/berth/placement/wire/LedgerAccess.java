package io.berth.placement.wire;

import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.base.Refusal;
import io.berth.http.Call;
import io.berth.placement.Ledger;
import io.berth.placement.LedgerView;
import io.berth.placement.PlacementRefusal;
import io.berth.placement.Provider;
import io.berth.placement.index.LedgerIndex;
import io.berth.placement.index.Node;
import io.berth.placement.index.RememberedView;
import io.berth.placement.index.World;
import io.berth.placement.value.Uuids;
import io.berth.store.Contended;
import io.berth.store.Store;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** What placement's endpoints work with. */
public record LedgerAccess(Store store, Ledger ledger, LedgerIndex index, Clock clock, Ids ids) {
    private static final String RACE = "Inventory and/or allocations changed while attempting to allocate: Another thread"
            + " concurrently updated the resource provider data. Please retry your update";

    public Instant now() {
        return clock.now();
    }

    /** All providers as they are now. */
    public World world() {
        return index.world();
    }

    public <T> T read(Function<Handle, T> question) {
        return store.database().read(question);
    }

    /** Decides and writes; a refusal is answered in its own words. */
    public <V, R> R decide(Function<Handle, V> view, Function<V, Decision<R>> decide) {
        return decide(view, decide, PlacementProblem::of);
    }

    /**
     * Decides and writes.
     *
     * @throws PlacementProblem as {@code refused} words it, or 409 where others kept being faster
     */
    public <V, R> R decide(
            Function<Handle, V> view, Function<V, Decision<R>> decide, Function<Refusal, PlacementProblem> refused) {
        return decide(view, decide, refused, RACE);
    }

    /**
     * Decides and writes.
     *
     * @param race what is answered, with 409, where others kept being faster
     * @throws PlacementProblem as {@code refused} words it
     */
    public <V, R> R decide(
            Function<Handle, V> view,
            Function<V, Decision<R>> decide,
            Function<Refusal, PlacementProblem> refused,
            String race) {
        return answer(() -> store.decide(view, decide), refused, race);
    }

    /**
     * Decides on what is in memory and writes it; where that is refused or was not so any more, decides on the database.
     *
     * @param remembered what the decision needs to see; absent where memory does not have it
     * @throws PlacementProblem as {@code refused} words it
     */
    public <V, R> R decide(
            Function<RememberedView, Optional<V>> remembered,
            Function<Handle, V> stored,
            Function<V, Decision<R>> decide,
            Function<Refusal, PlacementProblem> refused) {
        return answer(() -> index.decide(remembered, stored, decide), refused, RACE);
    }

    /** Decides what consumers have from now on, and writes it. */
    public <R> R claim(
            Collection<UUID> providers,
            Collection<String> consumers,
            Function<LedgerView, Decision<R>> decide,
            Function<Refusal, PlacementProblem> refused) {
        return answer(() -> index.decide(providers, consumers, decide), refused, RACE);
    }

    private static <R> R answer(
            Supplier<Decision<R>> decide, Function<Refusal, PlacementProblem> refused, String race) {
        Decision<R> decision;
        try {
            decision = decide.get();
        } catch (Contended lost) {
            throw PlacementProblem.conflict(PlacementRefusal.CONCURRENT_UPDATE, race);
        }
        return switch (decision) {
            case Decision.Accepted<R> yes -> yes.reply();
            case Decision.Refused<R> no -> throw refused.apply(no.refusal());
        };
    }

    /** The provider that the path names; {@code {uuid}} is compared as it is spelled. */
    public Optional<Provider> provider(Call call) {
        return node(call).map(Node::provider);
    }

    private Optional<Node> node(Call call) {
        return Uuids.asStored(call.parameter("uuid")).flatMap(index::node);
    }

    /** The provider that the path names, or the 404 of a bare lookup. */
    public Provider providerOrLookupFails(Call call) {
        return provider(call).orElseThrow(() -> PlacementProblem.notFoundByLookup(noProvider(call)));
    }

    /** The provider that the path names, or a 404 that repeats itself as placement's does: the lookup's words within the handler's. */
    public Provider providerOrNotFound(Call call, String between) {
        return nodeOrNotFound(call, between).provider();
    }

    /** The same, with what is used of it. */
    public Node nodeOrNotFound(Call call, String between) {
        return node(call)
                .orElseThrow(() -> PlacementProblem.notFound(noProvider(call) + between + noProvider(call)));
    }

    public static String noProvider(Call call) {
        return "No resource provider with uuid " + call.parameter("uuid") + " found";
    }
}
