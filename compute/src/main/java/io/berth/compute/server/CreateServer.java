package io.berth.compute.server;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.compute.DedicatedHosts;
import io.berth.compute.action.ActionChange.ActionFinished;
import io.berth.compute.action.ActionChange.ActionOpened;
import io.berth.compute.action.InstanceAction;
import io.berth.compute.flavor.Flavor;
import io.berth.compute.flavor.FlavorStore;
import io.berth.compute.server.ServerChange.ServerCreated;
import io.berth.compute.server.ServerRefusal.NoSuchFlavor;
import io.berth.messages.Messages;
import io.berth.messages.catalogue.Action;
import io.berth.messages.catalogue.Detail;
import io.berth.messages.catalogue.ResourceType;
import io.berth.placement.Ledger;
import io.berth.placement.LedgerView;
import io.berth.placement.Provider;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Creates a server and places it, in one transaction with its claim. A server that finds no place exists all the same, in
 * ERROR, with a message that says why: clients learn of it by looking, not from the answer (contract nova-external-events §8.5).
 */
public final class CreateServer {
    /** How long a server waits for its ports: {@code vif_plugging_timeout} (contract nova-external-events §6). */
    public static final Duration PLUGGING_TIMEOUT = Duration.ofSeconds(300);

    static final String NO_VALID_HOST = "No valid host was found.";

    private CreateServer() {}

    /** @param reservation the consumer out of whose claim the server's is to be taken, or whose flavor it must have */
    public record Wanted(
            UUID id,
            UUID messageId,
            String projectId,
            String userId,
            String requestId,
            String name,
            String flavor,
            Optional<String> image,
            ServerAttributes attributes,
            List<String> awaited,
            Optional<String> reservation) {
        public Wanted {
            awaited = List.copyOf(awaited);
        }
    }

    /**
     * @param candidates to try, in this order
     * @param shortage why there are none for a server without a reservation
     * @param misfit why the reservation in the hint is none for this server, whatever room its hosts have
     */
    public record View(
            Optional<Flavor> flavor,
            List<Candidate> candidates,
            Optional<OpenHosts.Shortage> shortage,
            Optional<Detail> misfit,
            LedgerView ledger) {
        public View {
            candidates = List.copyOf(candidates);
        }
    }

    /** @param provider of which the server claims: the host's own, or one below it */
    public record Candidate(UUID provider, Server.Host host) {}

    public static View view(Ledger ledger, DedicatedHosts dedicated, Handle tx, Wanted wanted) {
        Optional<Flavor> flavor =
                FlavorStore.flavor(tx, wanted.flavor()).filter(size -> size.isVisibleTo(wanted.projectId()));
        Optional<OpenHosts.Found> open = flavor.filter(size -> size.reserved().isEmpty() && wanted.reservation().isEmpty())
                .map(size -> OpenHosts.find(ledger, dedicated, tx, size));
        List<Candidate> candidates = open.map(found -> hosts(ledger, tx, found.roots()))
                .or(() -> flavor.map(size -> reserved(ledger, tx, wanted, size)))
                .orElse(List.of());
        SortedSet<String> consumers = new TreeSet<>(List.of(wanted.id().toString()));
        wanted.reservation().ifPresent(consumers::add);
        return new View(
                flavor,
                candidates,
                open.flatMap(OpenHosts.Found::shortage),
                flavor.flatMap(size -> wanted.reservation().flatMap(hint -> misfit(ledger, tx, wanted, size, hint))),
                ledger.view(tx, candidates.stream().map(Candidate::provider).toList(), consumers));
    }

    /** Where a reservation, or the flavor of one, has the server land. */
    private static List<Candidate> reserved(Ledger ledger, Handle tx, Wanted wanted, Flavor flavor) {
        if (flavor.reserved().isPresent()) {
            boolean isMeant = wanted.reservation().filter(hint -> !hint.equals(flavor.id())).isEmpty();
            return isMeant ? ReservedSlots.candidates(ledger, tx, flavor) : List.of();
        }
        String reservation = wanted.reservation().orElseThrow();
        // What a reservation of instances has is for servers of its own flavor.
        return FlavorStore.flavor(tx, reservation).isPresent()
                ? List.of()
                : hosts(ledger, tx, ledger.allocationsOf(tx, reservation)
                        .map(consumer -> List.copyOf(consumer.allocations().keySet()))
                        .orElse(List.of()));
    }

    /** What is not this project's is to its users as if it were not there. */
    private static Optional<Detail> misfit(Ledger ledger, Handle tx, Wanted wanted, Flavor flavor, String hint) {
        Optional<Flavor> ofReservation = FlavorStore.flavor(tx, hint).filter(own -> own.reserved().isPresent());
        boolean isThere = ofReservation.isPresent()
                ? ofReservation.get().isVisibleTo(wanted.projectId())
                : ledger.allocationsOf(tx, hint).filter(it -> it.projectId().equals(wanted.projectId())).isPresent()
                        || ServerStore.hasBorrower(tx, hint, wanted.projectId());
        if (!isThere) {
            return Optional.of(Detail.NO_SUCH_RESERVATION);
        }
        boolean isOther = (ofReservation.isPresent() || flavor.reserved().isPresent()) && !hint.equals(flavor.id());
        return isOther ? Optional.of(Detail.FLAVOR_NOT_OF_RESERVATION) : Optional.empty();
    }

    private static List<Candidate> hosts(Ledger ledger, Handle tx, List<UUID> roots) {
        Map<UUID, String> names = ledger.providers(tx, roots).stream()
                .collect(Collectors.toMap(Provider::uuid, Provider::name));
        return roots.stream()
                .filter(names::containsKey)
                .map(root -> new Candidate(root, new Server.Host(root, String.valueOf(names.get(root)))))
                .toList();
    }

    public static Decision<Server> decide(Wanted wanted, View view, Instant now) {
        if (view.flavor().isEmpty()) {
            return Decision.refuse(new NoSuchFlavor(wanted.flavor()));
        }
        Flavor flavor = view.flavor().get();
        Optional<PlaceServer.Place> place =
                PlaceServer.choose(wanted.id(), wanted.projectId(), wanted.userId(), flavor, wanted.reservation(), view, now);
        Server server = place.map(it -> placed(wanted, flavor, it, now)).orElseGet(() -> unplaced(wanted, flavor, view, now));
        List<Change> changes = new ArrayList<>();
        place.ifPresent(it -> changes.addAll(it.claim()));
        changes.add(new ServerCreated(server));
        changes.add(new ActionOpened(new InstanceAction(server.id(), wanted.requestId(), "create", wanted.userId(),
                wanted.projectId(), now, now, place.isEmpty(), List.of())));
        if (place.isEmpty()) {
            changes.add(Messages.about(wanted.projectId(), ResourceType.SERVER, server.id())
                    .says(Action.PLACE_SERVER, why(wanted, flavor, view))
                    .ofRequest(wanted.requestId())
                    .create(wanted.messageId(), now));
        } else if (server.awaited().isEmpty()) {
            changes.add(new ActionFinished(server.id(), wanted.requestId(), "create", new InstanceAction.Event(
                    "compute__do_build_and_run_instance", server.host().map(Server.Host::name), now, now, true)));
        } else {
            changes.add(new ScheduleWork(PlugDeadline.KIND, server.id().toString(), now.plus(PLUGGING_TIMEOUT)));
        }
        return Decision.accept(changes, server);
    }

    private static Detail why(Wanted wanted, Flavor flavor, View view) {
        if (wanted.reservation().isPresent() || flavor.reserved().isPresent()) {
            return view.misfit().orElse(Detail.NO_ROOM_IN_RESERVATION);
        }
        return view.shortage().filter(OpenHosts.Shortage::isForLeases).isPresent()
                ? Detail.NO_ROOM_BESIDE_LEASES
                : Detail.NO_ROOM_ON_ANY_HOST;
    }

    private static Server placed(Wanted wanted, Flavor flavor, PlaceServer.Place place, Instant now) {
        Server server = fresh(wanted, flavor, Optional.of(place.host()), place.borrowed(), now);
        return server.awaited().isEmpty() ? server.with(ServerState.ACTIVE, List.of(), now) : server;
    }

    private static Server unplaced(Wanted wanted, Flavor flavor, View view, Instant now) {
        String reasons = view.shortage().map(it -> " " + it.reasons(flavor)).orElse("");
        return fresh(wanted, flavor, Optional.empty(), Optional.empty(), now).failed(NO_VALID_HOST + reasons, now);
    }

    private static Server fresh(
            Wanted wanted, Flavor flavor, Optional<Server.Host> host, Optional<Server.Borrowed> borrowed, Instant now) {
        return new Server(
                wanted.id(),
                wanted.projectId(),
                wanted.userId(),
                wanted.name(),
                flavor,
                wanted.image(),
                wanted.attributes(),
                host,
                borrowed,
                ServerState.SPAWNING,
                wanted.awaited(),
                Optional.empty(),
                new Server.Times(now, now, Optional.empty(), Optional.empty()),
                0,
                0);
    }
}
