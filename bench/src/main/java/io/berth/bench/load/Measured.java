package io.berth.bench.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one server did under one load.
 *
 * @param rate answers a second
 * @param p50Millis half of the answers took no longer
 * @param p99Millis 99 of 100 answers took no longer
 * @param cpuMicros processor time of the server's own processes an answer
 * @param databaseCpuMicros PostgreSQL's an answer
 */
public record Measured(double rate, double p50Millis, double p99Millis, double cpuMicros, double databaseCpuMicros) {
    private static final double NANOS_PER_MILLI = 1e6;

    static Measured of(List<Latencies> connections, Duration length) {
        long[] all = Latencies.sorted(connections);
        return new Measured(
                all.length * 1e9 / length.toNanos(),
                Latencies.percentile(all, 0.50) / NANOS_PER_MILLI,
                Latencies.percentile(all, 0.99) / NANOS_PER_MILLI,
                0,
                0);
    }

    /** Things that were to happen at one instant. @param lateness of each, in nanoseconds, ascending; the rate counts to the last one */
    public static Measured late(List<Long> lateness, CpuTime cpu) {
        long[] all = lateness.stream().mapToLong(Long::longValue).toArray();
        return new Measured(
                all.length * 1e9 / lateness.getLast(),
                Latencies.percentile(all, 0.50) / NANOS_PER_MILLI,
                Latencies.percentile(all, 0.99) / NANOS_PER_MILLI,
                cpu.server().toNanos() / 1e3 / all.length,
                cpu.database().toNanos() / 1e3 / all.length);
    }

    /** Each figure is the median of the runs' ones. */
    public static Measured median(List<Measured> runs) {
        return new Measured(
                median(runs, Measured::rate),
                median(runs, Measured::p50Millis),
                median(runs, Measured::p99Millis),
                median(runs, Measured::cpuMicros),
                median(runs, Measured::databaseCpuMicros));
    }

    private static double median(List<Measured> runs, ToDoubleFunction<Measured> figure) {
        return median(runs.stream().mapToDouble(figure).toArray());
    }

    /** The middle value; of an even number of them, the lower of the two. */
    public static double median(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no runs");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    Measured withCpu(double micros, double databaseMicros) {
        return new Measured(rate, p50Millis, p99Millis, micros, databaseMicros);
    }
}
