package io.berth.store.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL's main process: spawned by this Berth, or left behind by one that is gone. */
final class Postmaster {

    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);

    /** Time to write a checkpoint and end in good order. */
    private static final Duration FAST_SHUTDOWN_TIMEOUT = Duration.ofSeconds(30);

    /** Time to end without a checkpoint; the next start replays the log. */
    private static final Duration IMMEDIATE_SHUTDOWN_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration SIGNAL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final ProcessHandle process;
    private final ServerAccount account;
    private final Path home;
    private volatile boolean isStopping;

    private Postmaster(ProcessHandle process, ServerAccount account, Path home) {
        this.process = process;
        this.account = account;
        this.home = home;
    }

    /**
     * Starts a server that lives no longer than this JVM, however that ends. The kernel's signal follows the thread that spawned
     * the process and not the JVM, so a thread of its own spawns it and lives as long as the server does.
     */
    static Postmaster spawn(ServerAccount account, Path home, List<String> arguments, Path log) throws IOException {
        ProcessBuilder command = account.command(arguments).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        var spawned = new CompletableFuture<Postmaster>();
        Thread.ofPlatform().daemon().name("embedded-postgres").start(() -> {
            try {
                Process process = command.start();
                var postmaster = new Postmaster(process.toHandle(), account, home);
                spawned.complete(postmaster);
                int status = process.onExit().join().exitValue();
                if (!postmaster.isStopping) {
                    LOG.error("PostgreSQL ended by itself, with status {}; its log is {}", status, log);
                }
            } catch (IOException | RuntimeException failure) {
                spawned.completeExceptionally(failure);
            }
        });
        try {
            return spawned.join();
        } catch (CompletionException failure) {
            throw new IOException("cannot start " + arguments.getFirst(), failure.getCause());
        }
    }

    /**
     * The server that runs on {@code data}, if any. A process id alone proves nothing: after a reboot or in a new container it
     * may be anybody's, so the command line must name the data as {@link #spawn}ed ones do.
     */
    static Optional<Postmaster> runningOn(Path data, ServerAccount account, Path home) throws IOException {
        try {
            long pid = Long.parseLong(Files.readString(pidFile(data)).lines().findFirst().orElse("").strip());
            String commandLine = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            byte[] path = data.toString().getBytes(StandardCharsets.UTF_8);
            return commandLine.contains("\0-D\0" + new String(path, StandardCharsets.ISO_8859_1) + "\0")
                    ? ProcessHandle.of(pid).map(process -> new Postmaster(process, account, home))
                    : Optional.empty();
        } catch (NoSuchFileException | NumberFormatException noServer) {
            return Optional.empty();
        }
    }

    /** Where a running server keeps its process id, and a killed one leaves it. */
    static Path pidFile(Path data) {
        return data.resolve("postmaster.pid");
    }

    long pid() {
        return process.pid();
    }

    /** Whether it still runs. A zombie, which has ended while its new parent is slow to take note or never does, counts as ended. */
    boolean isAlive() {
        try {
            // proc(5): "pid (name) state ...", where the name may hold anything, parentheses too.
            String stat = Files.readString(Path.of("/proc/" + pid() + "/stat"), StandardCharsets.ISO_8859_1);
            return process.isAlive() && !stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException ended) {
            return false;
        }
    }

    /** Ends the server: in good order, else at once, else by force. What was committed is kept in each case. */
    void stop() {
        isStopping = true;
        if (signalled("INT", FAST_SHUTDOWN_TIMEOUT) || signalled("QUIT", IMMEDIATE_SHUTDOWN_TIMEOUT)) {
            return;
        }
        process.destroyForcibly();
        if (!isGoneWithin(IMMEDIATE_SHUTDOWN_TIMEOUT)) {
            throw new EmbeddedPostgresUnavailable("PostgreSQL (process " + pid() + ") cannot be stopped: stop it by hand.");
        }
    }

    private boolean signalled(String signal, Duration timeout) {
        if (isAlive()) {
            account.run(SIGNAL_TIMEOUT, home + "/bin/pg_ctl", "kill", signal, Long.toString(pid()));
        }
        return isGoneWithin(timeout);
    }

    private boolean isGoneWithin(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (isAlive() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return !isAlive();
    }
}
