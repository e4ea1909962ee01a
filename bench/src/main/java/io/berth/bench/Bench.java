package io.berth.bench;

import io.berth.bench.load.CpuTime;
import io.berth.bench.load.Load;
import io.berth.bench.load.LoadFailed;
import io.berth.bench.load.Measured;
import io.berth.bench.load.Script;
import io.berth.bench.profile.Profile;
import io.berth.bench.profile.Recording;
import io.berth.bench.target.BerthTarget;
import io.berth.bench.target.DatabaseAddress;
import io.berth.bench.target.Inserts;
import io.berth.bench.target.Postgres;
import io.berth.bench.target.Target;
import io.berth.bench.workload.Workload;
import io.berth.bench.workload.Workloads;
import io.berth.bench.report.Goal;
import io.berth.bench.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run: world by world, and in each world server by server, so that never two of them have work at once; all on one PostgreSQL,
 * each on a database of its own that is dropped after.
 */
final class Bench {
    private static final int PROFILE_ENTRIES = 25;
    private static final Duration PROFILE = Duration.ofSeconds(10);

    private final Plan plan;
    private final Postgres postgres;
    private final Inserts inserts;
    private final Results results = new Results();
    private final double loadBefore = Machine.load();

    Bench(Plan plan, Postgres postgres) {
        this.plan = plan;
        this.postgres = postgres;
        this.inserts = new Inserts(postgres);
    }

    Results run() {
        Map<String, List<Workload>> worlds = Workloads.all().stream()
                .filter(workload -> plan.wants(workload.name()))
                .collect(Collectors.groupingBy(workload -> workload.world().name(), LinkedHashMap::new, Collectors.toList()));
        worlds.values().forEach(this::inOneWorld);
        if (plan.wants(LeaseEventsTrial.NAME)) {
            attempt(LeaseEventsTrial.NAME, () -> results.add(new LeaseEventsTrial(plan, postgres).run()));
        }
        if (plan.wants(MemoryTrial.NAME)) {
            attempt(MemoryTrial.NAME, () -> results.add(new MemoryTrial(plan, postgres).run()));
        }
        return results;
    }

    private void inOneWorld(List<Workload> workloads) {
        World world = workloads.getFirst().world();
        onServer(Servers.BERTH, world, workloads);
        List<Workload> compared = workloads.stream().filter(Workload::isComparedToReal).toList();
        if (plan.isWithReal() && !compared.isEmpty()) {
            onServer(Servers.REAL, world, compared);
        }
        for (Workload workload : workloads) {
            for (int connections : wanted(workload)) {
                results.conclude(workload, connections);
            }
        }
    }

    private List<Integer> wanted(Workload workload) {
        return workload.connections().stream().filter(plan::wants).toList();
    }

    private void onServer(Servers server, World world, List<Workload> workloads) {
        String name = server.word() + "_" + world.name();
        DatabaseAddress database = postgres.newDatabase(name);
        try (Target target = started(server, world, database)) {
            long began = System.nanoTime();
            Progress.say("%s: filling world %s", server.word(), world.name());
            world.build(target);
            Progress.say("%s: filled in %.1f s", server.word(), (System.nanoTime() - began) / 1e9);
            for (Workload workload : workloads) {
                for (int connections : wanted(workload)) {
                    attempt(workload.name(), () -> measure(server, target, workload, connections));
                }
            }
        } catch (IllegalStateException failure) {
            results.fail(server.word() + " in world " + world.name(), failure);
        } finally {
            postgres.drop(name);
        }
    }

    private Target started(Servers server, World world, DatabaseAddress database) {
        if (world.isFilledBySql()) {
            server.start(plan, database).close();
            Progress.say("%s: filling world %s by SQL", server.word(), world.name());
            world.fill(database);
        }
        return server.start(plan, database);
    }

    private void attempt(String name, Runnable work) {
        try {
            work.run();
        } catch (LoadFailed | IllegalStateException failure) {
            results.fail(name, failure);
        }
    }

    private void measure(Servers server, Target target, Workload workload, int connections) {
        if (server == Servers.BERTH && workload.goals(connections).stream().anyMatch(Goal.ShareOfInserts.class::isInstance)) {
            insert(target, connections);
        }
        List<Script> scripts = workload.scripts(target, connections);
        Load load = new Load(target.placement(), scripts);
        load.run(1, server.warmUp(plan), () -> CpuTime.NONE);
        postgres.checkpoint();
        if (plan.isProfiled() && target instanceof BerthTarget berth) {
            results.profile(workload.name() + " @ " + connections, profile(load, berth));
        }
        Measured measured = Measured.median(load.run(plan.runs(), plan.run(), () -> new CpuTime(target.cpu(), postgres.cpu())));
        results.put(server, workload, connections, measured);
        Progress.say("%s: %s @ %d: %,.0f/s, p50 %.2f ms, p99 %.2f ms, CPU %.0f + %.0f µs (machine load %.1f)",
                server.word(), workload.name(), connections, measured.rate(), measured.p50Millis(), measured.p99Millis(),
                measured.cpuMicros(), measured.databaseCpuMicros(), Machine.load());
    }

    /** Apart from the runs that count: what is recorded is slower. */
    private Profile profile(Load load, BerthTarget berth) {
        try (Recording recording = Recording.begin(berth.pid())) {
            load.run(1, PROFILE, () -> CpuTime.NONE);
            Profile profile = recording.end();
            System.out.println(profile.words(PROFILE_ENTRIES));
            return profile;
        }
    }

    private void insert(Target target, int connections) {
        double[] rates = Stream.generate(() -> inserts.rate(target.database(), connections, plan.run()))
                .limit(plan.runs())
                .mapToDouble(Double::doubleValue)
                .toArray();
        double rate = Measured.median(rates);
        results.inserts(connections, rate, inserts.by());
        Progress.say("%s: single-row inserts @ %d: %,.0f/s", inserts.by(), connections, rate);
    }

    /** What of the plan the table should tell. */
    List<String> facts() {
        List<String> facts = new ArrayList<>();
        facts.add("Machine: %s; load before the run %.1f".formatted(Machine.words(), loadBefore));
        facts.add("PostgreSQL " + postgres.version());
        facts.add("Berth: -Xmx" + plan.heap() + ", 16 connections; " + plan.runs() + " runs of " + plan.run().toSeconds()
                + " s after " + plan.warmUp().toSeconds() + " s of warm-up, medians");
        return facts;
    }
}
