package io.berth.reservation.calendar.slot;

import io.berth.placement.Inventory;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.Share;
import io.berth.reservation.calendar.slot.SlotChoice.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Works out how many slots a host has room for, for a whole period, beside what others have of it. Pure. */
public final class HostRoom {
    private HostRoom() {}

    /** A share begins or ends. */
    private record Step(Instant at, boolean begins, Share share) {
        /** At one instant, what ends makes room for what begins. */
        static final Comparator<Step> IN_ORDER = Comparator.comparing(Step::at).thenComparing(Step::begins);
    }

    /** The most that are taken of each resource class at one instant of the period. */
    public static Map<String, Long> peak(Collection<Booking> shares, Period period) {
        List<Step> steps = new ArrayList<>();
        for (Booking booking : shares) {
            Share share = booking.share().orElse(null);
            if (share != null && booking.period().overlaps(period)) {
                steps.add(new Step(booking.period().start(), true, share));
                steps.add(new Step(booking.period().end(), false, share));
            }
        }
        steps.sort(Step.IN_ORDER);
        Map<String, Long> taken = new HashMap<>();
        Map<String, Long> peak = new HashMap<>();
        for (Step step : steps) {
            long factor = step.begins() ? step.share().slots() : -step.share().slots();
            step.share().amounts().forEach((resourceClass, amount) -> {
                long now = taken.merge(resourceClass, factor * amount, Long::sum);
                peak.merge(resourceClass, now, Math::max);
            });
        }
        return peak;
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
