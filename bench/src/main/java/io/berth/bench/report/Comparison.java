package io.berth.bench.report;

import io.berth.bench.load.Measured;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured for one row.
 *
 * @param inserts single-row inserts a second that the same database committed
 * @param otherRates Berth's rates in the rows before, by {@link #key}
 */
public record Comparison(
        Measured berth, Optional<Measured> real, Optional<Double> inserts, Map<String, Double> otherRates) {
    public Comparison {
        otherRates = Map.copyOf(otherRates);
    }

    public static String key(String workload, int connections) {
        return workload + " @ " + connections;
    }

    /** How many times the real service's rate Berth's is. */
    Optional<Double> ratio() {
        return real.filter(measured -> measured.rate() > 0).map(measured -> berth.rate() / measured.rate());
    }
}
