package io.berth.reservation.calendar.slot;

import io.berth.placement.Inventory;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.slot.SlotChoice.Wanted;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Works out how many slots a host has room for, for a whole period, beside what others have of it. Pure. */
public final class HostRoom {
    private HostRoom() {}

    /**
     * The most that are taken of each resource class at one instant of the period. Between two beginnings of shares nothing
     * becomes more, so only those instants are looked at.
     */
    public static Map<String, Long> peak(Collection<Booking> shares, Period period) {
        Map<String, Long> peak = new HashMap<>();
        shares.stream()
                .map(booking -> booking.period().start())
                .map(start -> start.isBefore(period.start()) ? period.start() : start)
                .distinct()
                .filter(instant -> instant.isBefore(period.end()))
                .forEach(instant -> takenAt(shares, instant)
                        .forEach((resourceClass, amount) -> peak.merge(resourceClass, amount, Math::max)));
        return peak;
    }

    private static Map<String, Long> takenAt(Collection<Booking> shares, Instant instant) {
        Map<String, Long> taken = new HashMap<>();
        shares.stream()
                .filter(booking -> !instant.isBefore(booking.period().start()) && instant.isBefore(booking.period().end()))
                .flatMap(booking -> booking.share().stream())
                .forEach(share -> share.addTo(taken));
        return taken;
    }

    /**
     * How many slots fit: at most {@code wanted.amount()}, and as many as one consumer may claim of the ledger at once.
     *
     * @param taken by others, at most, of each resource class
     */
    static int slots(Map<String, Inventory> inventories, Map<String, Long> taken, Wanted wanted) {
        long most = wanted.amount();
        long unit = 1;
        long least = 0;
        for (Map.Entry<String, Long> each : wanted.each().entrySet()) {
            Inventory inventory = inventories.get(each.getKey());
            if (inventory == null) {
                return 0;
            }
            long amount = each.getValue();
            long capacity = wanted.overcommits() ? inventory.capacity() : Math.min(inventory.total(), inventory.capacity());
            long free = Math.min(capacity - taken.getOrDefault(each.getKey(), 0L), inventory.maxUnit());
            most = Math.min(most, Math.max(0, free) / amount);
            least = Math.max(least, Math.ceilDiv(inventory.minUnit(), amount));
            unit = common(unit, inventory.stepSize() / divisor(amount, inventory.stepSize()));
            if (unit > most) {
                return 0;
            }
        }
        long slots = most - most % unit;
        return slots >= least ? (int) slots : 0;
    }

    /** The smallest number that both divide; both are at most 2^31. */
    private static long common(long one, long other) {
        return one / divisor(one, other) * other;
    }

    private static long divisor(long one, long other) {
        return other == 0 ? one : divisor(other, one % other);
    }
}
