package io.berth.bench;

import io.berth.bench.load.Measured;
import io.berth.bench.profile.Profile;
import io.berth.bench.report.Comparison;
import io.berth.bench.report.Goal;
import io.berth.bench.report.Row;
import io.berth.bench.workload.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was measured so far, and the rows that follow from it. */
final class Results {
    private static final int REASON_CHARACTERS_MAX = 400;

    private final Map<Servers, Map<String, Measured>> measured =
            new HashMap<>(Map.of(Servers.BERTH, new HashMap<>(), Servers.REAL, new HashMap<>()));
    private final Map<Integer, Double> inserts = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Profile> profiles = new LinkedHashMap<>();
    private String inserter = "";

    void put(Servers server, Workload workload, int connections, Measured figures) {
        measured(server).put(Comparison.key(workload.name(), connections), figures);
    }

    private Map<String, Measured> measured(Servers server) {
        return measured.computeIfAbsent(server, any -> new HashMap<>());
    }

    void inserts(int connections, double rate, String by) {
        inserts.put(connections, rate);
        inserter = by;
    }

    /** All servers have been measured at this: its row is made, if Berth had an answer. */
    void conclude(Workload workload, int connections) {
        String key = Comparison.key(workload.name(), connections);
        Measured berth = measured(Servers.BERTH).get(key);
        if (berth == null) {
            return;
        }
        Map<String, Double> rates = new HashMap<>();
        measured(Servers.BERTH).forEach((row, figures) -> rates.put(row, figures.rate()));
        List<Goal> goals = workload.goals(connections);
        Optional<Double> inserted = Optional.ofNullable(inserts.get(connections));
        if (goals.stream().anyMatch(Goal.ShareOfInserts.class::isInstance)) {
            inserted.ifPresent(rate -> rows.add(Row.plain("single-row inserts by " + inserter, connections, rate)));
        }
        Optional<Measured> real = Optional.ofNullable(measured(Servers.REAL).get(key));
        rows.add(Row.of(workload.name(), connections, new Comparison(berth, real, inserted, rates), goals));
    }

    void add(List<Row> more) {
        rows.addAll(more);
    }

    void fail(String what, RuntimeException failure) {
        String words = failure.toString();
        String reason = words.substring(0, Math.min(words.length(), REASON_CHARACTERS_MAX)).replace('\n', ' ');
        Progress.say("%s FAILED: %s", what, reason);
        failures.add(what + ": " + reason);
    }

    void profile(String what, Profile profile) {
        profiles.put(what, profile);
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    Map<String, Profile> profiles() {
        return profiles;
    }
}
