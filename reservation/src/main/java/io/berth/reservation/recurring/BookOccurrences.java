package io.berth.reservation.recurring;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.base.Explanation;
import io.berth.base.Refusal;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.CalendarChange.HostsRebooked;
import io.berth.reservation.calendar.CalendarChange.LeaseRebooked;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.floatingip.FloatingIpChange.AddressesRebooked;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.CreateLease.Circumstances;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.recurring.RecurringRefusal.Overlap;
import io.berth.reservation.supply.Supply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * Books occurrence after occurrence, each on calendars in which the earlier ones are booked already. What does not overlap with one is
 * chosen as if there were none of them, so that all get the same hosts and addresses where those are free.
 */
final class BookOccurrences {
    private final UUID id;
    private final Supply supply;
    private final Circumstances at;
    private final Map<Integer, Refusal> forbidden;
    private final Function<List<Change>, ? extends Optional<? extends Refusal>> limit;

    private final List<Occurrence> occurrences = new ArrayList<>();
    /** All that the leases change, one after the other. */
    private final List<Change> changes = new ArrayList<>();
    private final List<Booking> booked = new ArrayList<>();
    private final List<AddressBooking> bookedAddresses = new ArrayList<>();

    /**
     * @param id of the recurring lease
     * @param forbidden by the site, by their places
     * @param limit on all changes together, asked after each occurrence
     */
    BookOccurrences(
            UUID id,
            Supply supply,
            Circumstances at,
            Map<Integer, Refusal> forbidden,
            Function<List<Change>, ? extends Optional<? extends Refusal>> limit) {
        this.id = id;
        this.supply = supply;
        this.at = at;
        this.forbidden = Map.copyOf(forbidden);
        this.limit = limit;
    }

    /**
     * @param changes that book those that are not refused; all bookings are one change, so that each host's calendar moves on once,
     *     and so with addresses
     */
    record Outcome(List<Occurrence> occurrences, List<Change> changes) {
        Outcome {
            occurrences = List.copyOf(occurrences);
            changes = List.copyOf(changes);
        }

        boolean isComplete() {
            return occurrences.stream().noneMatch(Occurrence::isRefused);
        }

        boolean isEmpty() {
            return occurrences.stream().allMatch(Occurrence::isRefused);
        }
    }

    /** @param requests without fault, in the order of time */
    Outcome decide(List<CreateLease> requests) {
        for (int place = 0; place < requests.size(); place++) {
            CreateLease request = requests.get(place);
            Period period = RecurLeases.period(request, at.now());
            Refusal prohibition = forbidden.get(place);
            Optional<Refusal> no = overlap(period).or(() -> Optional.ofNullable(prohibition));
            occurrences.add(no.isPresent()
                    ? Occurrence.refused(period, no.get(), Explanation.NONE)
                    : decided(period, one(request)));
        }
        return new Outcome(occurrences, together());
    }

    /** With the last that is booked: what would begin before that ends is one lease too many, even on other hosts. */
    private Optional<Refusal> overlap(Period period) {
        return occurrences.reversed().stream()
                .filter(earlier -> !earlier.isRefused())
                .findFirst()
                .map(Occurrence::period)
                .filter(period::overlaps)
                .map(earlier -> new Overlap(earlier.start(), earlier.end()));
    }

    private List<Change> together() {
        List<Change> all = new ArrayList<>();
        changes.stream()
                .filter(change -> !(change instanceof LeaseRebooked) && !(change instanceof AddressesRebooked))
                .forEach(all::add);
        if (!booked.isEmpty()) {
            SortedMap<UUID, Long> claimed = new TreeMap<>();
            booked.forEach(booking -> claimed.put(
                    booking.hostId(),
                    supply.calendars().of(booking.hostId()).orElseThrow().host().calendarRevision()));
            all.add(new HostsRebooked("recurring/" + id, List.of(), booked, claimed, new TreeSet<>()));
        }
        if (!bookedAddresses.isEmpty()) {
            SortedMap<UUID, Long> claimed = new TreeMap<>();
            bookedAddresses.forEach(booking -> claimed.put(
                    booking.floatingIpId(), supply.addresses().revision(booking.floatingIpId()).orElseThrow()));
            all.add(new AddressesRebooked(id, List.of(), bookedAddresses, claimed, new TreeSet<>()));
        }
        return all;
    }

    /** What one occurrence would get. */
    Decision<Lease> one(CreateLease request) {
        Period taken = request.period(at.now());
        Period window = taken.longerBy(at.options().cleaningTime());
        List<Booking> near = booked.stream().filter(booking -> booking.period().overlaps(window)).toList();
        List<AddressBooking> nearAddresses =
                bookedAddresses.stream().filter(booking -> booking.period().overlaps(taken)).toList();
        Supply seen = supply.plus(near, nearAddresses);
        return request.decide(seen.stock(request, at.options().cleaningTime(), at.now()), at);
    }

    private Occurrence decided(Period period, Decision<Lease> decision) {
        return switch (decision) {
            case Decision.Refused<Lease> no -> Occurrence.refused(period, no.refusal(), no.explanation());
            case Decision.Accepted<Lease> yes -> {
                List<Change> more = new ArrayList<>(changes);
                more.addAll(yes.changes());
                Optional<? extends Refusal> beyond = limit.apply(more);
                if (beyond.isPresent()) {
                    yield Occurrence.refused(period, beyond.get(), yes.explanation());
                }
                changes.addAll(yes.changes());
                yes.changes().forEach(this::note);
                yield Occurrence.booked(period, yes.reply().id());
            }
        };
    }

    private void note(Change change) {
        switch (change) {
            case LeaseRebooked it -> booked.addAll(it.added());
            case AddressesRebooked it -> bookedAddresses.addAll(it.added());
            default -> { }
        }
    }
}
