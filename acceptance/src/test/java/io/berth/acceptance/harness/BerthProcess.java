package io.berth.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Berth that runs as a process of its own, on a free port. It has the test's class path, so it is the code under test. What it
 * prints is kept in files beside its data; {@link #ends()} shows their ends to whoever has to find out why a test failed.
 */
public final class BerthProcess implements AutoCloseable {
    /** Of {@code --fake}. */
    public static final int MACHINES = 12;

    /** Those of the machines that are for leases. */
    public static final int HOSTS = 10;

    /** Of everyone, at every Berth of these tests. */
    public static final String PASSWORD = "acceptance";

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final Pattern SERVES = Pattern.compile("Berth serves at (http://\\S+)");
    private static final int END_CHARACTERS = 12_000;
    private static final List<String> JVM = List.of(
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "--enable-native-access=ALL-UNNAMED");

    private final Process process;
    private final Path output;
    private final Path log;
    private final Path dataDir;

    private BerthProcess(Process process, Path output, Path log, Path dataDir) {
        this.process = process;
        this.output = output;
        this.log = log;
        this.dataDir = dataDir;
    }

    /**
     * How to start one.
     *
     * @param directory for configuration, data and logs; a Berth started later on the same one finds the same data
     * @param arguments after {@code serve --fake}
     * @param settings keys of the configuration file, as {@code deployment.power_poll_millis}
     */
    public record Options(Path directory, List<String> arguments, Map<String, Object> settings) {
        public static Options in(Path directory) {
            return new Options(directory, List.of(), Map.of(
                    "admin_password", PASSWORD, "deployment.power_poll_millis", 50, "reservation.cleaning_seconds", 0));
        }

        public Options with(String... more) {
            List<String> all = new ArrayList<>(arguments);
            all.addAll(List.of(more));
            return new Options(directory, all, settings);
        }
    }

    /** Starts a Berth with simulated machines, and returns when it serves. */
    public static BerthProcess serve(Options options) {
        List<String> arguments = new ArrayList<>(List.of(
                "serve", "--fake",
                "--listen", "127.0.0.1:0",
                "--data-dir", options.directory().resolve("data").toString(),
                "--config", config(options).toString()));
        arguments.addAll(options.arguments());
        BerthProcess berth = start(options.directory(), arguments);
        Await.until("Berth serves; it said:\n" + berth.ends(), START_LIMIT, () -> berth.isServing() || !berth.isAlive());
        assertThat(berth.isServing()).as(() -> "Berth serves; it said:\n" + berth.ends()).isTrue();
        return berth;
    }

    /** Runs the command line with these arguments, and returns at once. */
    public static BerthProcess start(Path directory, List<String> arguments) {
        try {
            Files.createDirectories(directory);
            Path output = Files.createTempFile(directory, "output", ".txt");
            Path log = Files.createTempFile(directory, "log", ".txt");
            List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(JVM);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.berth.server.Main"));
            command.addAll(arguments);
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(log.toFile())
                    .start();
            process.getOutputStream().close();
            return Leftovers.watch(new BerthProcess(process, output, log, directory.resolve("data")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path config(Options options) {
        try {
            Files.createDirectories(options.directory());
            String yaml = options.settings().entrySet().stream()
                    .map(setting -> setting.getKey() + ": " + setting.getValue() + "\n")
                    .sorted()
                    .collect(Collectors.joining());
            return Files.writeString(options.directory().resolve("berth.yaml"), yaml);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    private boolean isServing() {
        return printedUrl().isPresent();
    }

    private Optional<URI> printedUrl() {
        Matcher line = SERVES.matcher(output());
        return line.find() ? Optional.of(URI.create(line.group(1))) : Optional.empty();
    }

    public URI url() {
        return printedUrl().orElseThrow(() -> new AssertionError("Berth has not said where it serves:\n" + ends()));
    }

    /** Waits until the simulated machines have been found and enrolled, and returns an administrator. */
    public Session awaitHosts() {
        return awaitHosts(Session.logIn(url(), "admin", "admin"));
    }

    /** The same, with an administrator at hand. */
    public Session awaitHosts(Session admin) {
        Await.until(HOSTS + " hosts are enrolled", START_LIMIT, () -> admin.get("/reservation/v1/os-hosts")
                .json().path("hosts").size() == HOSTS);
        return admin;
    }

    /** What it printed for people, so far. */
    public String output() {
        return read(output);
    }

    public Path dataDir() {
        return dataDir;
    }

    /** SIGKILL: it gets no chance to tidy up. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(STOP_LIMIT);
    }

    /** Waits for its end and gives its exit status. */
    public int awaitEnd(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("Berth did not end within " + limit + ":\n" + ends());
            }
            return process.exitValue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stop);
        }
    }

    /** SIGTERM, and the wait for a graceful end. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd(STOP_LIMIT);
    }

    void endQuietly() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
        }
    }

    /** The last of what it printed and logged. */
    public String ends() {
        String events = read(log).lines()
                .filter(line -> !line.contains("\"loggerName\":\"berth.access\"") || line.contains("{\"status\":\"5"))
                .collect(Collectors.joining("\n"));
        return "--- stdout\n" + end(output()) + "\n--- log, without requests (" + log + ")\n" + end(events);
    }

    private static String end(String text) {
        return text.length() <= END_CHARACTERS ? text : "…" + text.substring(text.length() - END_CHARACTERS);
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            return "(unreadable: " + failure + ")";
        }
    }
}
