package io.berth.bench.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A flight recording of another Java process, begun and ended from outside. It samples what uses processor time, native code
 * included (JEP 509), which costs the process a percent or so: rates measured meanwhile are not for the table.
 */
public final class Recording implements AutoCloseable {
    private static final String NAME = "bench";

    private final long pid;
    private final Path file;

    private Recording(long pid, Path file) {
        this.pid = pid;
        this.file = file;
    }

    public static Recording begin(long pid) {
        try {
            Path directory = Files.createTempDirectory("berth-bench-profile");
            Recording recording = new Recording(pid, directory.resolve("berth.jfr"));
            recording.tell("JFR.start", "name=" + NAME, "settings=profile",
                    "jdk.CPUTimeSample#enabled=true", "jdk.CPUTimeSample#throttle=" + Profile.SAMPLE_MILLIS + "ms", "jdk.ExecutionSample#enabled=false");
            return recording;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Ends it, and tells where the time went. */
    public Profile end() {
        tell("JFR.stop", "name=" + NAME, "filename=" + file);
        return Profile.read(file);
    }

    private void tell(String... order) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid)));
        command.addAll(List.of(order));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.getParent());
        } catch (IOException leftBehind) {
            throw new UncheckedIOException(leftBehind);
        }
    }
}
