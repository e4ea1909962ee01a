package io.berth.compute.server;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.compute.ComputePolicy;
import io.berth.compute.action.ActionChange.ActionOpened;
import io.berth.compute.action.InstanceAction;
import io.berth.compute.server.Server.Borrowed;
import io.berth.compute.server.ServerChange.ServerUpdated;
import io.berth.compute.server.ServerRefusal.NoSuchServer;
import io.berth.compute.server.ServerRefusal.NotAllowed;
import io.berth.placement.Consumer;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.Ledger;
import io.berth.placement.LedgerView;
import io.berth.placement.ReplaceAllocations;
import io.berth.store.WorkChange.CancelWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** Deletes a server for its user; its claim goes back to the reservation that it was taken from, or is free. */
public final class DeleteServer {
    private DeleteServer() {}

    /** @param id as the caller wrote it */
    public record Wanted(String id, String userId, String projectId, String requestId) {}

    public record View(Optional<Server> server, LedgerView ledger) {}

    public static View view(Ledger ledger, Handle tx, Optional<Server> server) {
        SortedSet<String> consumers = new TreeSet<>();
        server.ifPresent(it -> consumers.add(it.id().toString()));
        server.flatMap(Server::borrowed).ifPresent(it -> consumers.add(it.reservation()));
        return new View(server, ledger.view(tx, Set.of(), consumers));
    }

    public static Decision<Server> decide(Wanted wanted, View view, Predicate<Server> isAllowed, Instant now) {
        if (view.server().isEmpty()) {
            return Decision.refuse(new NoSuchServer(wanted.id()));
        }
        Server server = view.server().get();
        if (!isAllowed.test(server)) {
            return Decision.refuse(new NotAllowed(ComputePolicy.SERVERS_DELETE));
        }
        List<Change> changes = new ArrayList<>(goodbye(server, now));
        changes.add(new ActionOpened(new InstanceAction(
                server.id(), wanted.requestId(), "delete", wanted.userId(), wanted.projectId(), now, now, false, List.of())));
        Decision<ReplaceAllocations.Reply> claims =
                ReplaceAllocations.decide(view.ledger(), returned(server, view.ledger()), now);
        return switch (claims) {
            case Decision.Accepted<ReplaceAllocations.Reply> yes -> {
                changes.addAll(yes.changes());
                yield Decision.accept(changes, server);
            }
            case Decision.Refused<ReplaceAllocations.Reply> no -> Decision.refuse(no.refusal());
        };
    }

    /** What deleting a server changes, its claim aside. */
    static List<Change> goodbye(Server server, Instant now) {
        return List.of(
                new ServerUpdated(server.deleted(now)), new CancelWork(PlugDeadline.KIND, server.id().toString()));
    }

    /** The server has nothing any more, and whom it borrowed from has it again. */
    private static List<ConsumerAllocations> returned(Server server, LedgerView ledger) {
        String consumer = server.id().toString();
        List<ConsumerAllocations> wanted = new ArrayList<>();
        wanted.add(ConsumerAllocations.none(consumer, server.projectId(), server.userId()));
        Optional<Consumer> own = ledger.consumer(consumer);
        if (own.isPresent() && server.borrowed().isPresent()) {
            Borrowed from = server.borrowed().get();
            Optional<Consumer> lender = ledger.consumer(from.reservation());
            Map<UUID, Map<String, Long>> claims =
                    lender.map(it -> Claims.copy(it.allocations())).orElseGet(() -> Claims.copy(Map.of()));
            own.get().allocations().forEach((provider, amounts) -> Claims.add(claims, provider, amounts, 1));
            wanted.add(ConsumerAllocations.of(
                    from.reservation(),
                    server.projectId(),
                    from.userId(),
                    from.consumerType(),
                    claims));
        }
        return wanted;
    }
}
