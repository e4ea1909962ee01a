package io.berth.reservation.outlook;

import io.berth.placement.outlook.Outlook;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.calendar.index.HostCalendar;
import io.berth.reservation.calendar.slot.HostRoom;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What the calendar lets expect of hosts in the ledger during a window. Of leases only bookings count, and not what they have claimed
 * by now: a lease that goes on into the window has its host, or its share of it, there; one that has ended by then has given
 * everything back. What nobody has leased stays as it is. Pure.
 */
public final class HostOutlook {
    private final Period window;
    private final Instant now;
    private final Set<UUID> taken = new HashSet<>();
    private final Set<UUID> vacated = new HashSet<>();
    private final Set<String> leaving = new HashSet<>();
    private final Map<UUID, SortedMap<String, Long>> promised = new HashMap<>();

    private HostOutlook(Period window, Instant now) {
        this.window = window;
        this.now = now;
    }

    /** @param window from now on or later */
    public static Outlook of(CalendarView calendars, Period window, Instant now) {
        HostOutlook outlook = new HostOutlook(window, now);
        for (int place = 0; place < calendars.size(); place++) {
            outlook.add(calendars.at(place));
        }
        return new Outlook(outlook.taken, outlook.vacated, outlook.leaving, outlook.promised);
    }

    private void add(HostCalendar calendar) {
        UUID host = calendar.host().id();
        if (calendar.isTakenWhole(window)) {
            taken.add(host);
            return;
        }
        if (calendar.isLeasedWhole(now)) {
            // The lease has claimed all of it, and servers on it have their parts of that: it all goes with the lease.
            vacated.add(host);
        }
        if (!calendar.shares().isEmpty()) {
            addShares(host, calendar.shares());
        }
    }

    private void addShares(UUID host, List<Booking> shares) {
        for (Booking share : shares) {
            UUID reservation = share.reservationId();
            if (reservation != null && share.kind() == BookingKind.LEASE && !share.period().start().isAfter(now)) {
                leaving.add(reservation.toString());
            }
        }
        Map<String, Long> peak = HostRoom.peak(
                shares.stream().filter(share -> share.period().overlaps(window)).toList(), window);
        if (!peak.isEmpty()) {
            promised.put(host, new TreeMap<>(peak));
        }
    }
}
