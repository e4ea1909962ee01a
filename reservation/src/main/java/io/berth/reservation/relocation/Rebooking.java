package io.berth.reservation.relocation;

import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.CalendarChange.HostsRebooked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** All that one transaction changes of hosts' calendars, in one change: two of one host would name the same revision. */
public final class Rebooking {
    private final List<UUID> removed = new ArrayList<>();
    private final List<Booking> added = new ArrayList<>();
    private final SortedMap<UUID, Long> claimed = new TreeMap<>();
    private final SortedSet<UUID> freed = new TreeSet<>();

    public Rebooking add(Relocation.Plan plan) {
        plan.leases().forEach(each -> {
            each.removed().forEach(this::remove);
            added.addAll(each.added());
        });
        claimed.putAll(plan.seen());
        return this;
    }

    public void remove(Booking booking) {
        removed.add(booking.id());
        freed.add(booking.hostId());
    }

    /** @param seen the revision of the host's calendar on which that was decided */
    public void add(Booking booking, long seen) {
        added.add(booking);
        claimed.merge(booking.hostId(), seen, Math::min);
    }

    /** What is within the time of a booking that is removed: that contradicts nobody, whatever the revision. */
    public void addWithin(Booking booking) {
        added.add(booking);
        freed.add(booking.hostId());
    }

    /** @param moved hosts whose calendars another change of the same transaction has compared and moved on before */
    public Optional<HostsRebooked> change(String cause, Set<UUID> moved) {
        if (added.isEmpty() && removed.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<UUID, Long> compared = new TreeMap<>(claimed);
        SortedSet<UUID> others = new TreeSet<>(freed);
        moved.stream().filter(compared::containsKey).forEach(host -> {
            compared.remove(host);
            others.add(host);
        });
        others.removeAll(compared.keySet());
        return Optional.of(new HostsRebooked(cause, removed, added, compared, others));
    }
}
