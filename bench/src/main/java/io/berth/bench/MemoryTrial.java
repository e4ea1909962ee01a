package io.berth.bench;

import io.berth.bench.client.Connection;
import io.berth.bench.client.Endpoint;
import io.berth.bench.load.CpuTime;
import io.berth.bench.load.Load;
import io.berth.bench.load.Measured;
import io.berth.bench.report.Comparison;
import io.berth.bench.report.Row;
import io.berth.bench.target.BerthTarget;
import io.berth.bench.target.DatabaseAddress;
import io.berth.bench.target.Postgres;
import io.berth.bench.workload.Workloads;
import io.berth.bench.world.BigLedgerStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a large ledger fits: the time from the start of the process until it says that it is ready, and the heap that is left
 * after a full collection.
 */
final class MemoryTrial {
    static final String NAME = "memory";

    private static final int PROVIDERS = 100_000;
    private static final int ALLOCATIONS = 1_000_000;
    private static final String HEAP = "2g";
    private static final long HEAP_MIB_MAX = 2_048;
    private static final double READY_SECONDS_MAX = 20;
    private static final int CONNECTIONS = 8;
    private static final String DATABASE = "berth_memory";

    private final Plan plan;
    private final Postgres postgres;

    MemoryTrial(Plan plan, Postgres postgres) {
        this.plan = plan;
        this.postgres = postgres;
    }

    List<Row> run() {
        DatabaseAddress database = postgres.newDatabase(DATABASE);
        try {
            // The first start makes the tables.
            BerthTarget.start(plan.root(), database, HEAP).close();
            Progress.say("berth: filling %,d providers and %,d allocations by SQL", PROVIDERS, ALLOCATIONS);
            BigLedgerStore.fill(database, PROVIDERS, ALLOCATIONS);
            postgres.checkpoint();
            long began = System.nanoTime();
            try (BerthTarget berth = BerthTarget.start(plan.root(), database, HEAP)) {
                awaitReady(berth.placement());
                double seconds = (System.nanoTime() - began) / 1e9;
                long heap = berth.heapMibAfterCollection();
                Progress.say("berth: ready after %.1f s, heap %,d MiB", seconds, heap);
                String what = "%,d providers, %,d allocations, -Xmx%s: ".formatted(PROVIDERS, ALLOCATIONS, HEAP);
                Measured candidates = candidates(berth);
                return List.of(
                        Row.figure(what + "start to ready", Row.number(seconds) + " s", "≤ 20 s", seconds <= READY_SECONDS_MAX),
                        Row.figure(what + "heap after GC", "%,d MiB".formatted(heap), "in 2 GiB", heap < HEAP_MIB_MAX),
                        Row.of(what + "candidates, limit=100", CONNECTIONS,
                                new Comparison(candidates, Optional.empty(), Optional.empty(), Map.of()), List.of()));
            }
        } finally {
            postgres.drop(DATABASE);
        }
    }

    /** That it is ready means that it answers from all of it. */
    private Measured candidates(BerthTarget berth) {
        Load load = new Load(berth.placement(), Workloads.LARGE_LIMITED.scripts(berth, CONNECTIONS));
        load.run(1, plan.warmUp(), () -> CpuTime.NONE);
        return Measured.median(load.run(plan.runs(), plan.run(), () -> new CpuTime(berth.cpu(), postgres.cpu())));
    }

    private static void awaitReady(Endpoint placement) {
        Endpoint root = new Endpoint(placement.host(), placement.port(), "", Map.of());
        try (Connection connection = new Connection(root)) {
            while (connection.ask(root.request("GET", "/health/ready")).status() != 200) {
                Thread.onSpinWait();
            }
        }
    }
}
