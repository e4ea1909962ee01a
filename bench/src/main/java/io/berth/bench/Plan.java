package io.berth.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What this run of the benchmark is to do.
 *
 * @param only parts of names of workloads; empty: all
 * @param connections only these numbers of connections; empty: each workload's own
 * @param directory for PostgreSQL's files: durability is as fast as the disk that it is on
 */
record Plan(
        Path root,
        Path directory,
        List<String> only,
        List<Integer> connections,
        boolean isWithReal,
        boolean isProfiled,
        String heap,
        Duration warmUp,
        int runs,
        Duration run) {
    boolean wants(String workload) {
        return only.isEmpty() || only.stream().anyMatch(workload::contains);
    }

    boolean wants(int count) {
        return connections.isEmpty() || connections.contains(count);
    }
}
