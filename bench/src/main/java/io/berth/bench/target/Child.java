package io.berth.bench.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A process that this one started, and ends. What it prints goes to files, as a server's output does. */
final class Child implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final int SHOWN_CHARACTERS = 2_000;

    private final String name;
    private final Process process;
    private final Path output;
    private final Path errors;

    private Child(String name, Process process, Path output, Path errors) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    static Child start(String name, List<String> command) {
        try {
            Path output = Files.createTempFile("berth-bench", ".out");
            Path errors = Files.createTempFile("berth-bench", ".err");
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            Child child = new Child(name, process, output, errors);
            Runtime.getRuntime().addShutdownHook(new Thread(child::kill));
            return child;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs a command to its end, and gives what it printed; fails if it does. */
    static String run(Duration limit, List<String> command) {
        try (Child child = start(command.getFirst(), command)) {
            if (!child.process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) || child.process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + child.said());
            }
            return child.output();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stop);
        }
    }

    static int freePort() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits until something holds; fails when the process ends before, or the time does. */
    void await(Duration limit, BooleanSupplier holds) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!holds.getAsBoolean()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(name + " did not get ready: " + said());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    long pid() {
        return process.pid();
    }

    /** Processor time of it and of all that it has started and not yet ended. */
    Duration cpu() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    String output() {
        try {
            return Files.readString(output, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String said() {
        try {
            String all = output() + "\n" + Files.readString(errors, StandardCharsets.ISO_8859_1);
            return all.substring(Math.max(0, all.length() - SHOWN_CHARACTERS));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGTERM, and SIGKILL where that does not help. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                kill();
            }
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        } catch (InterruptedException stop) {
            kill();
            Thread.currentThread().interrupt();
        } catch (IOException leftBehind) {
            throw new UncheckedIOException(leftBehind);
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
