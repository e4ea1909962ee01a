package io.berth.reservation.event;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.Ledger;
import io.berth.placement.LedgerView;
import io.berth.placement.ReplaceAllocations;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.Share;
import io.berth.reservation.event.LeaseEffects.Effects;
import io.berth.reservation.event.LeaseEffects.Slots;
import io.berth.reservation.event.LeaseEffects.WholeHosts;
import io.berth.reservation.host.HostStore;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Reservation;
import io.berth.store.StaleView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Hands over to reservations what is booked for them, in the ledger and in other rooms, and takes it back. */
final class Handover {
    private final HostStore hosts;
    private final LeaseClaims claims;
    private final SlotProviders slots;
    private final LeaseEffects effects;

    Handover(HostStore hosts, Ledger ledger, LeaseEffects effects, Ids ids) {
        this.hosts = hosts;
        this.claims = new LeaseClaims(ledger);
        this.slots = new SlotProviders(ledger, ids);
        this.effects = effects;
    }

    /** What reservations have of hosts, by their ids; cleaning aside. */
    static SortedMap<UUID, List<Booking>> byReservation(Collection<Booking> bookings) {
        SortedMap<UUID, List<Booking>> byReservation = new TreeMap<>();
        for (Booking booking : bookings) {
            UUID reservation = booking.reservationId();
            if (booking.kind() == BookingKind.LEASE && reservation != null) {
                byReservation.computeIfAbsent(reservation, any -> new ArrayList<>()).add(booking);
            }
        }
        return byReservation;
    }

    /**
     * What reservations can have of what is booked for them, the claims that give it to them, and what else becomes of others who still
     * have something there.
     */
    record Claimable(SortedMap<UUID, List<Booking>> booked, List<Change> claims, List<Change> consequences) {}

    /** The reservations of these leases that can have what is booked for them, all together: somebody may use what the others need. */
    Claimable claimable(Handle tx, Collection<Lease> leases, SortedMap<UUID, List<Booking>> booked, Instant now) {
        Map<UUID, Lease> owners = owners(leases);
        SortedMap<UUID, Effects> cleared = effects.cleared(tx, wholeHosts(booked));
        LedgerView view = claims.view(
                tx, booked, cleared.values().stream().flatMap(each -> each.released().stream()).toList());
        return with(
                new Claimable(new TreeMap<>(), List.of(), List.of()),
                booked,
                more -> claim(view, owners, more, cleared, now));
    }

    /** With these, too; where that is refused, with those of their halves that can be had. So few judgments find the few that cannot. */
    private static Claimable with(
            Claimable had,
            SortedMap<UUID, List<Booking>> more,
            Function<SortedMap<UUID, List<Booking>>, Optional<Claimable>> judge) {
        SortedMap<UUID, List<Booking>> both = new TreeMap<>(had.booked());
        both.putAll(more);
        Optional<Claimable> all = judge.apply(both);
        if (all.isPresent() || more.size() <= 1) {
            return all.orElse(had);
        }
        UUID middle = more.keySet().stream().skip(more.size() / 2).findFirst().orElseThrow();
        return with(with(had, more.headMap(middle), judge), more.tailMap(middle), judge);
    }

    private static Optional<Claimable> claim(
            LedgerView view,
            Map<UUID, Lease> owners,
            SortedMap<UUID, List<Booking>> booked,
            SortedMap<UUID, Effects> cleared,
            Instant now) {
        List<Change> consequences = new ArrayList<>();
        List<ConsumerAllocations> released = new ArrayList<>();
        wholeHosts(booked).stream()
                .flatMap(host -> Optional.ofNullable(cleared.get(host)).stream())
                .forEach(each -> collect(each, consequences, released));
        return LeaseClaims.claim(view, owners, booked, released, now) instanceof Decision.Accepted<ReplaceAllocations.Reply> yes
                ? Optional.of(new Claimable(booked, yes.changes(), consequences))
                : Optional.empty();
    }

    private static Set<UUID> wholeHosts(Map<UUID, List<Booking>> booked) {
        return booked.values().stream()
                .flatMap(List::stream)
                .filter(Booking::isWhole)
                .map(Booking::hostId)
                .collect(Collectors.toSet());
    }

    /**
     * Hands things over to reservations beside what they have; the refusal is the ledger's.
     *
     * @param lease as it is when the changes are written
     * @param booked what is new to the reservations
     */
    Decision<Lease> give(Handle tx, Lease lease, SortedMap<UUID, List<Booking>> booked, Instant now) {
        if (booked.isEmpty()) {
            return Decision.accept(List.of(), lease);
        }
        List<Lease> one = List.of(lease);
        return switch (LeaseClaims.claim(claims.view(tx, booked), owners(one), booked, List.of(), now)) {
            case Decision.Refused<ReplaceAllocations.Reply> no -> Decision.refuse(no.refusal());
            case Decision.Accepted<ReplaceAllocations.Reply> yes ->
                Decision.accept(give(tx, one, new Claimable(booked, yes.changes(), List.of()), now), lease);
        };
    }

    /** The claims by which the ledger would let {@link #give} hand things over now, or its refusal. It locks nothing. */
    Decision<Lease> couldGive(Handle handle, Lease lease, SortedMap<UUID, List<Booking>> booked, Instant now) {
        return switch (LeaseClaims.claim(claims.look(handle, booked), owners(List.of(lease)), booked, List.of(), now)) {
            case Decision.Refused<ReplaceAllocations.Reply> no -> Decision.refuse(no.refusal());
            case Decision.Accepted<ReplaceAllocations.Reply> yes -> Decision.accept(yes.changes(), lease);
        };
    }

    /**
     * The same, for what was just found to be possible.
     *
     * @param leases as they are when the changes are written
     */
    List<Change> give(Handle tx, Collection<Lease> leases, Claimable claimable, Instant now) {
        SortedMap<UUID, List<Booking>> booked = claimable.booked();
        if (booked.isEmpty()) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>(claimable.claims());
        changes.addAll(claimable.consequences());
        SortedMap<UUID, SortedMap<UUID, Integer>> slotsOf = slotsOf(booked);
        changes.addAll(slots.give(tx, slotsOf, claimable.claims(), now));
        changes.addAll(effects.started(tx, wholeHosts(tx, leases, booked)).changes());
        changes.addAll(effects.slotsGiven(tx, slots(leases, slotsOf.keySet())).changes());
        return changes;
    }

    /**
     * Hands over in place of what is lost, whichever leases' it is: in the ledger one change of a provider follows from one decision.
     * The refusal is the ledger's. What servers have on the hosts that are lost is not touched.
     */
    Decision<List<Exchange>> exchange(Handle tx, List<Exchange> exchanges, Instant now) {
        if (exchanges.isEmpty()) {
            return Decision.accept(List.of(), exchanges);
        }
        return switch (claims.exchange(tx, exchanges, now)) {
            case Decision.Refused<ReplaceAllocations.Reply> no -> Decision.refuse(no.refusal());
            case Decision.Accepted<ReplaceAllocations.Reply> yes -> {
                List<Change> changes = new ArrayList<>(yes.changes());
                changes.addAll(slots.give(tx, slotsOf(byReservation(all(exchanges, Exchange::added))), yes.changes(), now));
                SortedMap<UUID, SortedSet<UUID>> left = new TreeMap<>();
                slotsOf(byReservation(all(exchanges, Exchange::lost))).forEach((reservation, ofHosts) -> ofHosts.keySet()
                        .forEach(host -> left.computeIfAbsent(host, any -> new TreeSet<>()).add(reservation)));
                changes.addAll(slots.leave(tx, left, List.copyOf(changes), now));
                changes.addAll(effects.started(tx, wholeHosts(
                                tx,
                                exchanges.stream().map(Exchange::lease).toList(),
                                byReservation(all(exchanges, Exchange::added))))
                        .changes());
                yield Decision.accept(changes, exchanges);
            }
        };
    }

    private static List<Booking> all(List<Exchange> exchanges, Function<Exchange, List<Booking>> part) {
        return exchanges.stream().flatMap(each -> part.apply(each).stream()).toList();
    }

    /** Takes back all that the leases' reservations have. */
    List<Change> takeBack(Handle tx, Collection<Lease> leases, Collection<Booking> bookings, Instant now) {
        Set<UUID> live = leases.stream()
                .flatMap(lease -> lease.reservations().stream())
                .filter(Reservation::isLive)
                .map(Reservation::id)
                .collect(Collectors.toSet());
        SortedMap<UUID, List<Booking>> had = byReservation(bookings);
        had.keySet().retainAll(live);
        List<Change> consequences = new ArrayList<>();
        List<ConsumerAllocations> released = new ArrayList<>();
        collect(effects.ended(tx, wholeHosts(tx, leases, had)), consequences, released);
        SortedMap<UUID, SortedMap<UUID, Integer>> slotsHad = slotsOf(had);
        collect(effects.slotsEnded(tx, slots(leases, slotsHad.keySet())), consequences, released);
        Set<UUID> hostsHad = had.values().stream().flatMap(List::stream).map(Booking::hostId).collect(Collectors.toSet());
        List<Change> changes = new ArrayList<>(accepted(claims.release(tx, leases, hostsHad, released, now)));
        Map<UUID, Collection<UUID>> hostsOfSlots = new TreeMap<>();
        slotsHad.forEach((reservation, ofHosts) -> hostsOfSlots.put(reservation, ofHosts.keySet()));
        changes.addAll(slots.takeBack(
                tx, hostsOfSlots, released.stream().map(ConsumerAllocations::consumer).toList(), List.copyOf(changes), now));
        changes.addAll(consequences);
        return changes;
    }

    private static void collect(Effects effects, List<Change> changes, List<ConsumerAllocations> released) {
        changes.addAll(effects.changes());
        released.addAll(effects.released());
    }

    /** Claims that were just judged possible, and releases: the ledger refuses them only where someone else was faster. */
    static <R> List<Change> accepted(Decision<R> decision) {
        return switch (decision) {
            case Decision.Accepted<R> yes -> yes.changes();
            case Decision.Refused<R> no -> throw new StaleView("the ledger: " + no.refusal().code());
        };
    }

    private static Map<UUID, Lease> owners(Collection<Lease> leases) {
        Map<UUID, Lease> owners = new HashMap<>();
        leases.forEach(lease -> lease.reservations().forEach(reservation -> owners.put(reservation.id(), lease)));
        return owners;
    }

    private static List<Slots> slots(Collection<Lease> leases, Set<UUID> reservations) {
        return leases.stream()
                .flatMap(lease -> lease.reservations().stream()
                        .filter(reservation -> reservations.contains(reservation.id()))
                        .map(reservation -> new Slots(lease, reservation)))
                .toList();
    }

    /** How many slots each reservation of instances has on each host. */
    private static SortedMap<UUID, SortedMap<UUID, Integer>> slotsOf(Map<UUID, List<Booking>> booked) {
        SortedMap<UUID, SortedMap<UUID, Integer>> slots = new TreeMap<>();
        booked.forEach((reservation, its) -> its.forEach(booking -> booking.share()
                .map(Share::slots)
                .ifPresent(count -> slots.computeIfAbsent(reservation, any -> new TreeMap<>())
                        .merge(booking.hostId(), count, Integer::sum))));
        return slots;
    }

    /** Of each lease that has some. */
    private List<WholeHosts> wholeHosts(Handle tx, Collection<Lease> leases, Map<UUID, List<Booking>> booked) {
        Set<UUID> wanted = wholeHosts(booked);
        Map<UUID, String> names = wanted.isEmpty() ? Map.of() : hosts.names(tx, wanted);
        List<WholeHosts> whole = new ArrayList<>();
        for (Lease lease : leases) {
            SortedMap<UUID, String> its = new TreeMap<>();
            for (Reservation reservation : lease.reservations()) {
                booked.getOrDefault(reservation.id(), List.of()).stream()
                        .filter(Booking::isWhole)
                        .map(Booking::hostId)
                        .filter(names::containsKey)
                        .forEach(host -> its.put(host, Objects.requireNonNull(names.get(host))));
            }
            if (!its.isEmpty()) {
                whole.add(new WholeHosts(lease, its));
            }
        }
        return whole;
    }
}
