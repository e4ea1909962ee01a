package io.berth.bench;

import io.berth.bench.report.Table;
import io.berth.bench.target.Postgres;
import io.berth.bench.target.RealTarget;
import io.berth.bench.workload.Workload;
import io.berth.bench.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the benchmark. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 110,
        sortOptions = false,
        description = {
            "Measures Berth, and the real placement service beside it, on one PostgreSQL with default durability,",
            "and says for each workload whether what was asked of it is reached.",
            "",
            "A first look, two minutes:       bench/run --quick",
            "One thing, with its profile:     bench/run --quick --workload claim --connections 8 --profile",
            "Everything, for the record:      bench/run --real --markdown docs/performance-table.md",
            "",
            "Without --real the real service is measured where Debian's packages of it are installed; with it, what is",
            "missing is told.",
            "",
            "The exit status is 0 if all was measured, 1 if something could not be; a missed goal is a result."
        })
final class BenchCommand implements Callable<Integer> {
    private static final Duration QUICK_WARM_UP = Duration.ofSeconds(4);
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final int PROFILE_ENTRIES = 12;

    @Option(names = "--quick", description = "Three short runs of each: for a look, not for the record.")
    private boolean quick;

    @Option(
            names = "--real",
            negatable = true,
            description = "Measure the real placement service too, or do not. Default: where it is installed, unless --quick.")
    private Optional<Boolean> real = Optional.empty();

    @Option(names = "--workload", paramLabel = "WORDS", description = "Only workloads with these words in their name; may be repeated.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--connections", paramLabel = "N", split = ",", description = "Only these of each workload's numbers of connections.")
    private List<Integer> connections = new ArrayList<>();

    @Option(names = "--profile", description = "Record each workload on Berth once more, and print where its processor time went.")
    private boolean profile;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Runs of each, of which the median counts. Default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(names = "--seconds", paramLabel = "N", description = "Length of a run. Default: 5, with --quick 2.")
    private Optional<Integer> seconds = Optional.empty();

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "512m",
            description = "Berth's -Xmx. Default: ${DEFAULT-VALUE}, as ./berth gives it.")
    private String heap = "";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where PostgreSQL keeps its files while this runs. Default: the system's temporary directory.")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the table there too.")
    private Optional<Path> markdown = Optional.empty();

    @Option(names = "--list", description = "Name all workloads, and end.")
    private boolean list;

    @Override
    public Integer call() throws IOException {
        if (list) {
            Workloads.all().forEach(BenchCommand::print);
            System.out.println(LeaseEventsTrial.NAME);
            System.out.println(MemoryTrial.NAME);
            return 0;
        }
        Path temporary = directory.isPresent()
                ? Files.createTempDirectory(directory.get().toAbsolutePath(), "berth-bench")
                : Files.createTempDirectory("berth-bench");
        try (Postgres postgres = Postgres.start(temporary)) {
            Bench bench = new Bench(plan(temporary), postgres);
            Progress.say("%s; PostgreSQL %s", Machine.words(), postgres.version());
            Results results = bench.run();
            String report = report(bench, results);
            System.out.println(report);
            if (markdown.isPresent()) {
                Files.writeString(markdown.get(), report);
            }
            return results.failures().isEmpty() ? 0 : 1;
        } finally {
            Leftovers.delete(temporary);
        }
    }

    private static void print(Workload workload) {
        System.out.println(workload.name() + " @ " + workload.connections());
    }

    private Plan plan(Path temporary) {
        Path root = Path.of(System.getProperty("berth.home", "")).toAbsolutePath();
        Duration run = Duration.ofSeconds(seconds.orElse(quick ? 2 : 5));
        return new Plan(root, temporary, only, connections, isWithReal(), profile, heap, quick ? QUICK_WARM_UP : WARM_UP, runs, run);
    }

    private boolean isWithReal() {
        List<String> missing = RealTarget.missingPackages();
        if (real.orElse(false) && !missing.isEmpty()) {
            throw new IllegalStateException("the real placement is not installed here; as root: apt-get install --no-install-recommends "
                    + String.join(" ", missing));
        }
        return real.orElse(!quick && missing.isEmpty());
    }

    private static String report(Bench bench, Results results) {
        StringBuilder report = new StringBuilder();
        bench.facts().forEach(fact -> report.append("- ").append(fact).append('\n'));
        report.append('\n').append(Table.markdown(results.rows()));
        results.failures().forEach(failure -> report.append("\nNot measured: ").append(failure).append('\n'));
        results.profiles().forEach((what, profile) -> {
            report.append("\nMost processor time in “").append(what).append("”:\n\n");
            profile.hottest(PROFILE_ENTRIES).forEach(line -> report.append("    ").append(line).append('\n'));
        });
        return report.toString();
    }
}
