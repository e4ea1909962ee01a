package io.berth.acceptance.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Directories and processes that must not outlive the tests, however they end. */
public final class Leftovers {
    private static final Queue<BerthProcess> PROCESSES = new ConcurrentLinkedQueue<>();
    private static final Queue<Path> DIRECTORIES = new ConcurrentLinkedQueue<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::remove, "leftovers"));
    }

    private Leftovers() {}

    static BerthProcess watch(BerthProcess process) {
        PROCESSES.add(process);
        return process;
    }

    /** The Berths of this test run that still run. */
    static Stream<BerthProcess> running() {
        return PROCESSES.stream().filter(BerthProcess::isAlive);
    }

    /** A directory that is deleted at the end of the tests. */
    public static Path newDirectory(String name) {
        try {
            Path directory = Files.createTempDirectory("berth-acceptance-" + name);
            DIRECTORIES.add(directory);
            return directory;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void remove() {
        PROCESSES.parallelStream().filter(BerthProcess::isAlive).forEach(BerthProcess::endQuietly);
        DIRECTORIES.forEach(Leftovers::delete);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException leftBehind) {
            System.err.println("could not delete " + directory + ": " + leftBehind);
        }
    }
}
