package io.berth.bench.load;

import java.util.Arrays;
import java.util.List;

/** How long each of many requests took, in nanoseconds: every one of them, so that the percentiles are true ones. */
public final class Latencies {
    private static final int FIRST = 4_096;

    private long[] nanos = new long[FIRST];
    private int count;

    public void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = took;
    }

    public int count() {
        return count;
    }

    /** All of these as one, in order. */
    static long[] sorted(List<Latencies> parts) {
        long[] all = new long[parts.stream().mapToInt(Latencies::count).sum()];
        int at = 0;
        for (Latencies part : parts) {
            System.arraycopy(part.nanos, 0, all, at, part.count);
            at += part.count;
        }
        Arrays.sort(all);
        return all;
    }

    /**
     * The nearest-rank percentile: the least value that at least that share of all do not exceed.
     *
     * @param sorted ascending
     * @param share above 0, up to 1
     * @return 0 where there is none
     */
    static long percentile(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
