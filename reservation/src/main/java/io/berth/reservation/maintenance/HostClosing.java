package io.berth.reservation.maintenance;

import io.berth.base.Ids;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.LeaseTimers;
import io.berth.reservation.maintenance.MaintenanceRefusal.AlreadyClosed;
import io.berth.reservation.relocation.Rebooking;
import io.berth.store.WorkChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Works out what hosts' calendars look like when they are closed, and open again. Pure. */
final class HostClosing {
    private HostClosing() {}

    /**
     * Why a host cannot be closed: it is already. What has an end is waited for by a drain, as leases are.
     *
     * @param bookings those of the maintenance itself left out
     */
    static Optional<MaintenanceRefusal> alreadyClosed(
            MaintenanceKind kind, List<Host> hosts, List<Booking> bookings, Period period) {
        Map<UUID, Booking> others = new HashMap<>();
        bookings.stream()
                .filter(booking -> booking.kind() != BookingKind.LEASE && booking.kind() != BookingKind.CLEANING)
                .filter(booking -> booking.period().overlaps(period))
                .filter(booking -> kind != MaintenanceKind.DRAIN || booking.period().isOpen())
                .forEach(booking -> others.putIfAbsent(booking.hostId(), booking));
        return hosts.stream()
                .flatMap(host -> Optional.ofNullable(others.get(host.id())).stream().map(other ->
                        new AlreadyClosed(host.name(), other.kind().name().toLowerCase(Locale.ROOT))))
                .<MaintenanceRefusal>map(refusal -> refusal)
                .findFirst();
    }

    /** When a host is closed: a drained one when all that it has is over. @param bookings its own */
    static Period period(MaintenanceKind kind, Period asked, List<Booking> bookings) {
        if (kind != MaintenanceKind.DRAIN) {
            return asked;
        }
        Instant last = bookings.stream()
                .map(booking -> booking.period().end())
                .max(Comparator.naturalOrder())
                .filter(end -> end.isAfter(asked.start()))
                .orElse(asked.start());
        return new Period(last, asked.end());
    }

    static Booking booking(MaintenanceKind kind, UUID host, Period period, Ids ids) {
        return new Booking(ids.uuid(), host, period, kind.booking(), null, null);
    }

    /** A cleaning gives way: what of it is before the closing remains. @param gone bookings that go anyway */
    static List<WorkChange> cutCleanings(
            List<Booking> bookings, SortedMap<UUID, Period> closed, Set<UUID> gone, Rebooking rebooking, Ids ids) {
        List<WorkChange> timers = new ArrayList<>();
        for (Booking cleaning : bookings) {
            Period period = closed.get(cleaning.hostId());
            if (cleaning.kind() != BookingKind.CLEANING || period == null || !period.overlaps(cleaning.period())
                    || gone.contains(cleaning.id())) {
                continue;
            }
            rebooking.remove(cleaning);
            if (cleaning.period().start().isBefore(period.start())) {
                Booking cut = new Booking(
                        ids.uuid(), cleaning.hostId(), new Period(cleaning.period().start(), period.start()), cleaning.kind(),
                        cleaning.leaseId(), cleaning.reservationId(), cleaning.shareOrNull());
                rebooking.addWithin(cut);
                timers.add(new WorkChange.ScheduleWork(LeaseTimers.CLEANING_END, cut.id().toString(), period.start()));
            }
        }
        return timers;
    }

    /** Opens hosts at a time: what they were closed for until then stays in their calendars. @return the bookings that remain */
    static SortedMap<UUID, UUID> open(SortedMap<UUID, UUID> own, List<Booking> bookings, Instant at, Rebooking rebooking, Ids ids) {
        SortedMap<UUID, UUID> remaining = new TreeMap<>(own);
        for (Booking booking : bookings) {
            if (!booking.id().equals(own.get(booking.hostId())) || !booking.period().end().isAfter(at)) {
                continue;
            }
            rebooking.remove(booking);
            if (booking.period().start().isBefore(at)) {
                Booking cut = new Booking(
                        ids.uuid(), booking.hostId(), new Period(booking.period().start(), at), booking.kind(), null, null);
                rebooking.addWithin(cut);
                remaining.put(booking.hostId(), cut.id());
            }
        }
        return remaining;
    }
}
