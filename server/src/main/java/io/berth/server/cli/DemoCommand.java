package io.berth.server.cli;

import io.berth.server.Berth;
import io.berth.server.CloudsYaml;
import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import io.berth.server.demo.Story;
import io.berth.server.demo.StoryFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts a simulated site, plays one host's whole life through the public APIs, and keeps serving. */
@Command(
        name = "demo",
        description = {
            "Play one host's whole life on 12 simulated machines, and keep serving.",
            "",
            "Starts Berth with its own PostgreSQL, goes through the public APIs step by step, printing each call, and then",
            "prints a clouds.yaml for the openstack command."
        })
final class DemoCommand implements Callable<Integer> {
    private static final String CLEANING_SECONDS = "1800";
    private static final String POWER_POLL_MILLIS = "50";

    @Option(names = "--once", description = "End after the story: exit status 0, or 1 with the step that failed.")
    private boolean once;

    @Option(names = "--listen", paramLabel = "HOST:PORT", description = "Where to serve. Default: 127.0.0.1:8770, with --once any free port.")
    private Optional<String> listen = Optional.empty();

    @Option(names = "--data-dir", paramLabel = "DIR", description = "Where to keep the demo's database and log; must be new. Default: a temporary directory, deleted at the end.")
    private Optional<Path> dataDir = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = dataDir.isPresent() ? Files.createDirectories(dataDir.get()) : Files.createTempDirectory("berth-demo");
        logTo(directory.resolve("berth.log"));
        long began = System.nanoTime();
        Berth berth = Berth.start(config(directory));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            berth.close();
            if (dataDir.isEmpty()) {
                delete(directory);
            }
            stopped.countDown();
        }, "berth-stop"));
        System.out.printf("Berth serves at %s with 12 simulated machines, %.1f s after it was started.%n",
                berth.url(), (System.nanoTime() - began) / 1e9);
        try {
            String admin = berth.credentials().admin().orElseThrow();
            String demo = berth.credentials().demo().orElseThrow();
            new Story(System.out, new Story.Cast(berth.url(), admin, demo, false), berth.site().orElseThrow().url()).play();
        } catch (StoryFailed failure) {
            System.err.println("The story failed at step " + failure.getMessage());
            return BerthCommand.FAILED;
        }
        System.out.println("\nThe story is told.");
        if (once) {
            return 0;
        }
        System.out.println(CloudsYaml.announce(berth));
        stopped.await();
        return 0;
    }

    /** The story moves the clock and looks at machines that boot in a second: its waits are short. */
    private BerthConfig config(Path directory) {
        return BerthConfig.defaults()
                .withFake(true)
                .with(ConfigKey.DATA_DIR, directory.toString())
                .with(ConfigKey.LISTEN, listen.orElse(once ? "127.0.0.1:0" : ConfigKey.LISTEN.standard()))
                .with(ConfigKey.CLEANING_SECONDS, CLEANING_SECONDS)
                .with(ConfigKey.POWER_POLL_MILLIS, POWER_POLL_MILLIS);
    }

    /** The screen belongs to the story. Must come before the first line is logged. */
    private static void logTo(Path file) {
        System.setProperty("berth.log.file", file.toString());
        System.setProperty("logback.configurationFile", "logback-file.xml");
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException leftBehind) {
            System.err.println("could not delete " + directory + ": " + leftBehind.getMessage());
        }
    }
}
