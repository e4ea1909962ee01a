package io.berth.reservation.calendar.index;

import java.util.Arrays;

/**
 * When nothing takes a host, in whole minutes, the longest time first: whoever wants a host for so long does not look at what is
 * shorter. Eight bytes each: of 10,000 hosts with a hundred bookings each they are 8 MB. Never changes.
 */
public final class FreeTimes {
    private static final long MINUTE = 60_000_000L;
    /** Minutes since 1970 that 32 bits hold: up to the year 10136, later than any time that a client can name. */
    private static final long LAST = (1L << 32) - 1;
    /** Bits for the place of a time among those of its host. */
    private static final int PLACE_BITS = 31;

    /** In pairs, as {@link #packed}: the first minute of each, and the first minute after it. */
    private final int[] spans;

    private FreeTimes(int[] spans) {
        this.spans = spans;
    }

    /** @param starts of what takes the host, sorted; @param latest the latest end up to each; both in microseconds since 1970 */
    static FreeTimes between(long[] starts, long[] latest) {
        int[] inOrder = new int[2 * (starts.length + 1)];
        long[] byLength = new long[starts.length + 1];
        int count = 0;
        for (int i = 0; i <= starts.length; i++) {
            long from = i == 0 ? 0 : within(Math.ceilDiv(latest[i - 1], MINUTE));
            long until = i == starts.length ? LAST : within(Math.floorDiv(starts[i], MINUTE));
            if (from < until) {
                inOrder[2 * count] = packed(from);
                inOrder[2 * count + 1] = packed(until);
                byLength[count] = (LAST - (until - from)) << PLACE_BITS | count;
                count++;
            }
        }
        Arrays.sort(byLength, 0, count);
        int[] spans = new int[2 * count];
        for (int i = 0; i < count; i++) {
            int place = (int) byLength[i] & Integer.MAX_VALUE;
            spans[2 * i] = inOrder[2 * place];
            spans[2 * i + 1] = inOrder[2 * place + 1];
        }
        return new FreeTimes(spans);
    }

    private static long within(long minute) {
        return Math.clamp(minute, 0, LAST);
    }

    /** All minutes up to {@link #LAST}, in their order. */
    private static int packed(long minute) {
        return (int) (minute + Integer.MIN_VALUE);
    }

    /**
     * Counts this host at each minute at which something could start on it: adds 1 where it could not the minute before, and takes 1
     * away where it can no longer.
     *
     * @param first the minute since 1970 for which the first number stands; the last number stands for what is after the last minute
     * @param takes how many minutes
     */
    public void countStarts(long first, long takes, int[] change) {
        long origin = first + Integer.MIN_VALUE;
        int minutes = change.length - 1;
        for (int i = 0; i < spans.length; i += 2) {
            long from = spans[i];
            long last = spans[i + 1] - takes;
            if (last < from) {
                return;
            }
            long begin = Math.max(from - origin, 0);
            long end = Math.min(last - origin + 1, minutes);
            if (begin < end) {
                change[(int) begin]++;
                change[(int) end]--;
            }
        }
    }
}
