package io.berth.reservation.calendar;

import io.berth.base.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Works out what bookings a lease shall have and how to get there from those it has. Pure. */
public final class LeaseBookings {
    private LeaseBookings() {}

    /** A host for a reservation of the lease, followed by its cleaning where cleaning takes time. */
    public static List<Booking> of(
            UUID leaseId, UUID reservationId, UUID hostId, Period period, Duration cleaning, Ids ids) {
        return of(leaseId, reservationId, new Part(hostId, null), period, cleaning, ids);
    }

    /** A host, or a share of it: null for all of it. */
    public record Part(UUID hostId, @Nullable Share share) {}

    /** As for a host; the share stays taken for as long as a host would be cleaned. */
    public static List<Booking> of(
            UUID leaseId, UUID reservationId, Part part, Period period, Duration cleaning, Ids ids) {
        List<Booking> bookings = new ArrayList<>(2);
        bookings.add(booking(leaseId, reservationId, part, period, BookingKind.LEASE, ids));
        if (!cleaning.isZero()) {
            Period after = new Period(period.end(), period.end().plus(cleaning));
            bookings.add(booking(leaseId, reservationId, part, after, BookingKind.CLEANING, ids));
        }
        return bookings;
    }

    private static Booking booking(
            UUID leaseId, UUID reservationId, Part part, Period period, BookingKind kind, Ids ids) {
        return new Booking(ids.neighbour(), part.hostId(), period, kind, leaseId, reservationId, part.share());
    }

    /**
     * The bookings when the lease ends at {@code now}: what was used stays, cut at now; what was not yet used goes; the
     * cleaning follows at once. A lease that had reached its planned end keeps its bookings.
     */
    public static List<Booking> endingAt(Instant now, Collection<Booking> before, Ids ids) {
        List<Booking> after = new ArrayList<>();
        Map<UUID, Booking> cleanings = cleanings(before);
        for (Booking booking : before) {
            if (booking.kind() != BookingKind.LEASE || !booking.period().start().isBefore(now)) {
                continue;
            }
            Optional<Booking> cleaning = Optional.ofNullable(cleanings.get(booking.id()));
            if (!booking.period().end().isAfter(now)) {
                after.add(booking);
                cleaning.ifPresent(after::add);
                continue;
            }
            after.add(booking.during(new Period(booking.period().start(), now), ids.uuid()));
            cleaning.ifPresent(planned -> after.add(planned.during(
                    new Period(now, now.plus(Duration.between(planned.period().start(), planned.period().end()))),
                    ids.uuid())));
        }
        return after;
    }

    /** What a cleaning has in common with the booking that it follows. */
    private record Seam(UUID hostId, @Nullable UUID reservationId, Optional<Share> share, Instant at) {
        static Seam behind(Booking lease) {
            return new Seam(lease.hostId(), lease.reservationId(), lease.share(), lease.period().end());
        }

        static Seam before(Booking cleaning) {
            return new Seam(cleaning.hostId(), cleaning.reservationId(), cleaning.share(), cleaning.period().start());
        }
    }

    /**
     * The cleanings that follow bookings of a lease, among all that it has; one for one, for two shares of a host may be alike.
     *
     * @return by the booking that each follows
     */
    public static Map<UUID, Booking> cleanings(Collection<Booking> all) {
        Map<Seam, Deque<Booking>> cleanings = new HashMap<>();
        all.stream()
                .filter(booking -> booking.kind() == BookingKind.CLEANING)
                .forEach(cleaning -> cleanings.computeIfAbsent(Seam.before(cleaning), any -> new ArrayDeque<>()).add(cleaning));
        Map<UUID, Booking> following = new HashMap<>();
        all.stream()
                .filter(booking -> booking.kind() == BookingKind.LEASE)
                .forEach(lease -> Optional.ofNullable(cleanings.getOrDefault(Seam.behind(lease), new ArrayDeque<>()).poll())
                        .ifPresent(cleaning -> following.put(lease.id(), cleaning)));
        return following;
    }

    /**
     * What leads from the one set of bookings to the other; absent where they are the same.
     *
     * @param seen the calendar revision of every host that may get a booking
     */
    public static Optional<CalendarChange> change(
            UUID leaseId, Collection<Booking> before, Collection<Booking> after, Map<UUID, Long> seen) {
        List<Booking> added = new ArrayList<>();
        List<Booking> removed = new ArrayList<>(before);
        for (Booking wanted : after) {
            // One for one: two shares of a host may be alike.
            Optional<Booking> same =
                    removed.isEmpty() ? Optional.empty() : removed.stream().filter(wanted::isSameAs).findFirst();
            same.ifPresentOrElse(removed::remove, () -> added.add(wanted));
        }
        if (added.isEmpty() && removed.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<UUID, Long> claimed = new TreeMap<>();
        SortedSet<UUID> freed = new TreeSet<>();
        for (Booking booking : added) {
            Long revision = seen.get(booking.hostId());
            if (revision == null) {
                freed.add(booking.hostId());
            } else {
                claimed.put(booking.hostId(), revision);
            }
        }
        removed.forEach(booking -> freed.add(booking.hostId()));
        freed.removeAll(claimed.keySet());
        return Optional.of(new CalendarChange.LeaseRebooked(
                leaseId, removed.stream().map(Booking::id).toList(), added, claimed, freed));
    }
}
