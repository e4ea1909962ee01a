package io.berth.reservation.relocation;

import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.HostChoice;
import io.berth.reservation.calendar.HostOrder;
import io.berth.reservation.calendar.LeaseBookings;
import io.berth.reservation.calendar.LeaseBookings.Part;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.Share;
import io.berth.reservation.calendar.slot.ShareOffer;
import io.berth.reservation.calendar.slot.SlotChoice;
import io.berth.reservation.calendar.slot.SlotChoice.Held;
import io.berth.reservation.calendar.slot.SlotChoice.Wanted;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.lease.ReservationStatus;
import io.berth.reservation.lease.plan.SlotWants;
import io.berth.reservation.lease.plan.Stock;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.InstanceRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides where leases go that have to leave hosts (contract blazar §17). What had not started gets another host like it and
 * notices nothing; what runs gets another as well, and is marked; what finds none is booked nowhere, and is marked too. Pure: a
 * lease sees what those before it were given.
 */
public final class Relocation {
    private final Terms terms;
    private final List<Booking> given = new ArrayList<>();
    private final SortedMap<UUID, Long> seen = new TreeMap<>();

    private Relocation(Terms terms) {
        this.terms = terms;
    }

    /** @param seen the calendar revision of every host that gets a booking */
    public record Plan(List<Relocated> leases, SortedMap<UUID, Long> seen) {
        public Plan {
            leases = List.copyOf(leases);
            seen = Collections.unmodifiableSortedMap(new TreeMap<>(seen));
        }
    }

    public static Plan decide(List<Displaced> leases, Terms terms) {
        Relocation relocation = new Relocation(terms);
        List<Relocated> relocated = leases.stream()
                .sorted(Displaced.ORDER)
                .filter(each -> each.isAffected(terms))
                .map(relocation::relocate)
                .toList();
        return new Plan(relocated, relocation.seen);
    }

    private Relocated relocate(Displaced displaced) {
        List<Move> moves = new ArrayList<>();
        Set<Booking> removed = new HashSet<>();
        Map<UUID, Booking> cleanings = LeaseBookings.cleanings(displaced.bookings());
        List<Booking> added = new ArrayList<>();
        for (Reservation reservation : displaced.lease().reservations()) {
            displaced.going(reservation, terms).forEach((closing, going) -> {
                going.forEach(booking -> {
                    removed.add(booking);
                    Optional.ofNullable(cleanings.get(booking.id())).ifPresent(removed::add);
                });
                Leaving leaving = new Leaving(displaced, reservation, closing.host(), going);
                for (Found found : replacements(leaving)) {
                    moves.add(new Move(reservation, leaving.from(), found.to(), found.slots(), found.why()));
                    found.to().ifPresent(to -> added.addAll(book(leaving, to, found)));
                }
            });
        }
        return new Relocated(
                displaced.lease(), displaced.lease().degraded(missing(moves), changed(moves), terms.now()), moves,
                displaced.bookings().stream().filter(removed::contains).toList(), added);
    }

    private static Set<UUID> missing(List<Move> moves) {
        Set<UUID> missing = new HashSet<>();
        moves.stream().filter(move -> move.to().isEmpty()).forEach(move -> missing.add(move.reservation().id()));
        return missing;
    }

    private static Set<UUID> changed(List<Move> moves) {
        Set<UUID> changed = new HashSet<>();
        moves.stream()
                .filter(move -> move.to().isPresent() && !move.reservation().isPending())
                .forEach(move -> changed.add(move.reservation().id()));
        return changed;
    }

    /** What one reservation has of one host. */
    private record Leaving(Displaced displaced, Reservation reservation, Host from, List<Booking> bookings) {
        int slots() {
            return bookings.stream().mapToInt(booking -> booking.share().map(Share::slots).orElse(0)).sum();
        }

        Stock stock() {
            return displaced.stock();
        }
    }

    /** @param wanted what a slot takes; absent for the whole host */
    private record Found(Optional<Host> to, int slots, Optional<Wanted> wanted, String why) {
        static Found whole(Host to) {
            return new Found(Optional.of(to), 0, Optional.empty(), "");
        }

        static Found nothing(int slots, String why) {
            return new Found(Optional.empty(), slots, Optional.empty(), why);
        }
    }

    private List<Found> replacements(Leaving leaving) {
        if (leaving.reservation().status() == ReservationStatus.ERROR) {
            return List.of(Found.nothing(leaving.slots(), "it failed to start"));
        }
        if (!leaving.reservation().isPending() && !terms.replacesStarted()) {
            return List.of(Found.nothing(leaving.slots(), "it has started"));
        }
        return switch (leaving.reservation().request()) {
            case HostRequest it -> List.of(host(leaving, it));
            case InstanceRequest it -> slots(leaving, SlotWants.of(it.of(leaving.slots())));
            case FlavorRequest it -> slots(leaving, SlotWants.of(new FlavorRequest(leaving.slots(), it.flavor())));
            case FloatingIpRequest it -> List.of();
        };
    }

    private Found host(Leaving leaving, HostRequest request) {
        Period window = window(leaving);
        HostChoice choice = HostChoice.among(
                leaving.stock().hosts(),
                request.requirements(),
                new HostChoice.Taken("not closed, and not given to others now", takenDuring(window, leaving.reservation())),
                terms.options().randomizesHosts() ? new HostOrder.Shuffled(terms.ids().uuid()) : HostOrder.BY_NUMBER,
                window,
                1,
                1);
        return switch (choice) {
            case HostChoice.Chosen chosen -> Found.whole(saw(chosen.hosts().getFirst().host()));
            case HostChoice.TooFew few -> Found.nothing(0, few.reasons());
            case HostChoice.Unknown unknown -> Found.nothing(0, "no host has the property " + unknown.property());
        };
    }

    /** Instances that may be anywhere go as far as there is room; those that belong together go together. */
    private List<Found> slots(Leaving leaving, Wanted wanted) {
        return switch (choice(leaving, wanted)) {
            case SlotChoice.Chosen chosen -> found(chosen, leaving, wanted).toList();
            case SlotChoice.Unknown unknown ->
                List.of(Found.nothing(wanted.amount(), "no host has the property " + unknown.property()));
            case SlotChoice.TooFew few -> {
                if (wanted.affinity() != Affinity.ANYWHERE || few.found() < 1) {
                    yield List.of(Found.nothing(wanted.amount(), few.reasons()));
                }
                Wanted fewer = of(wanted, few.found());
                Stream<Found> some = choice(leaving, fewer) instanceof SlotChoice.Chosen chosen
                        ? found(chosen, leaving, fewer)
                        : Stream.of(Found.nothing(few.found(), few.reasons()));
                yield Stream.concat(some, Stream.of(Found.nothing(wanted.amount() - few.found(), few.reasons()))).toList();
            }
        };
    }

    private static Wanted of(Wanted wanted, int amount) {
        return new Wanted(
                amount, wanted.each(), wanted.affinity(), wanted.requirements(), wanted.required(), wanted.forbidden(),
                wanted.overcommits());
    }

    private SlotChoice choice(Leaving leaving, Wanted wanted) {
        Period window = window(leaving);
        Set<UUID> closed = closedDuring(window, leaving.reservation());
        if (wanted.affinity() == Affinity.A_HOST_EACH) {
            Stream.concat(leaving.displaced().bookings().stream(), given.stream())
                    .filter(booking -> leaving.reservation().id().equals(booking.reservationId()))
                    .forEach(booking -> closed.add(booking.hostId()));
        }
        Map<UUID, List<Booking>> more = given.stream()
                .filter(booking -> booking.period().overlaps(window))
                .collect(Collectors.groupingBy(Booking::hostId));
        List<ShareOffer> offers = leaving.stock().shares().stream()
                .filter(offer -> !closed.contains(offer.host().id()))
                .map(offer -> offer.during(window).with(more.getOrDefault(offer.host().id(), List.of())))
                .toList();
        return SlotChoice.among(offers, wanted, Held.NOTHING, window);
    }

    private Stream<Found> found(SlotChoice.Chosen chosen, Leaving leaving, Wanted wanted) {
        Map<UUID, Integer> slots = chosen.slots();
        return leaving.stock().shares().stream()
                .map(ShareOffer::host)
                .filter(host -> slots.containsKey(host.id()))
                .map(host -> new Found(
                        Optional.of(saw(host)), slots.getOrDefault(host.id(), 0), Optional.of(wanted), ""));
    }

    /** Of one host several may have been read, by those who need it at different times: the oldest must still be true. */
    private Host saw(Host host) {
        seen.merge(host.id(), host.calendarRevision(), Math::min);
        return host;
    }

    private Set<UUID> takenDuring(Period window, Reservation reservation) {
        Set<UUID> taken = closedDuring(window, reservation);
        given.stream()
                .filter(booking -> booking.period().overlaps(window))
                .forEach(booking -> taken.add(booking.hostId()));
        return taken;
    }

    private Set<UUID> closedDuring(Period window, Reservation reservation) {
        Set<UUID> closed = new HashSet<>();
        if (!reservation.isPending()) {
            closed.addAll(terms.unusable());
        }
        terms.closings().values().stream()
                .filter(closing -> closing.period().overlaps(window))
                .forEach(closing -> closed.add(closing.host().id()));
        return closed;
    }

    private Period window(Leaving leaving) {
        return period(leaving).longerBy(terms.options().cleaningTime());
    }

    /** From now on, or from the start of the lease on, to its end. */
    private Period period(Leaving leaving) {
        Period had = leaving.bookings().getFirst().period();
        return new Period(had.start().isBefore(terms.now()) ? terms.now() : had.start(), had.end());
    }

    private List<Booking> book(Leaving leaving, Host to, Found found) {
        Part part = new Part(to.id(), found.wanted().map(wanted -> new Share(found.slots(), wanted.each())).orElse(null));
        List<Booking> booked = LeaseBookings.of(
                leaving.displaced().lease().id(), leaving.reservation().id(), part, period(leaving),
                terms.options().cleaningTime(), terms.ids());
        given.addAll(booked);
        return booked;
    }
}
