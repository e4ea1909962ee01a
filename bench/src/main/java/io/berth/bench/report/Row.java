package io.berth.bench.report;

import io.berth.bench.load.Measured;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One line of the table, as texts in the order of {@link #TITLES}. */
public record Row(List<String> cells) {
    static final List<String> TITLES = List.of(
            "workload", "conn.", "Berth /s", "real /s", "ratio", "p50 ms", "p99 ms", "real p99 ms", "CPU µs", "PG µs", "asked", "");

    /** A rate that was measured, beside what was asked of it. */
    public static Row of(String workload, int connections, Comparison comparison, List<Goal> goals) {
        return of(workload, Integer.toString(connections), comparison, goals);
    }

    /** What nobody asked for over a connection, and no other service does. */
    public static Row alone(String what, Measured berth, List<Goal> goals) {
        return of(what, "–", new Comparison(berth, Optional.empty(), Optional.empty(), Map.of()), goals);
    }

    private static Row of(String workload, String connections, Comparison comparison, List<Goal> goals) {
        Measured berth = comparison.berth();
        Optional<Measured> real = comparison.real();
        return new Row(List.of(
                workload,
                connections,
                number(berth.rate()),
                real.map(measured -> number(measured.rate())).orElse("–"),
                comparison.ratio().map(ratio -> number(ratio) + "×").orElse("–"),
                number(berth.p50Millis()),
                number(berth.p99Millis()),
                real.map(measured -> number(measured.p99Millis())).orElse("–"),
                number(berth.cpuMicros()),
                number(berth.databaseCpuMicros()),
                goals.stream().map(Goal::words).collect(Collectors.joining("; ")),
                goals.isEmpty() ? "" : word(goals.stream().map(goal -> goal.judge(comparison)).reduce(Verdict.MET, Verdict::and))));
    }

    /** A rate of something else, for comparison. */
    public static Row plain(String workload, int connections, double rate) {
        return new Row(List.of(workload, Integer.toString(connections), number(rate), "–", "–", "–", "–", "–", "–", "–", "", ""));
    }

    /** A figure that is no rate. */
    public static Row figure(String what, String value, String asked, boolean isMet) {
        return new Row(List.of(
                what, "–", value, "–", "–", "–", "–", "–", "–", "–", asked, word(isMet ? Verdict.MET : Verdict.MISSED)));
    }

    static String word(Verdict verdict) {
        return switch (verdict) {
            case MET -> "pass";
            case MISSED -> "MISS";
            case OPEN -> "open";
        };
    }

    /** Three digits that mean something. */
    public static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
