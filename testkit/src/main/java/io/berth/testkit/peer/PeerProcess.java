package io.berth.testkit.peer;

import io.berth.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A service of uwsgi's that ends with {@link #close} or with this process; what it and its helpers print is in {@code output.log}. */
final class PeerProcess implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int END_CHARACTERS = 4_000;

    private final String name;
    private final Process process;
    private final Path directory;
    private final Thread atExit;

    private PeerProcess(String name, Process process, Path directory) {
        this.name = name;
        this.process = process;
        this.directory = directory;
        this.atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** A Debian package that is needed, with a file by which it is known. */
    record Need(String debianPackage, String file) {
        static List<String> missing(List<Need> needs) {
            return needs.stream().filter(it -> !Files.exists(Path.of(it.file()))).map(Need::debianPackage).toList();
        }

        /** @throws IllegalStateException that says what to install */
        static void require(String name, List<Need> needs) {
            List<String> missing = missing(needs);
            if (!missing.isEmpty()) {
                throw new IllegalStateException(name + " cannot run here; as root: apt-get install --no-install-recommends "
                        + String.join(" ", missing));
            }
        }
    }

    /**
     * Starts uwsgi and returns when the service answers.
     *
     * @param processes one thread each
     * @param more options that name the application
     * @param root answers 200 or 300 when all is well
     */
    static PeerProcess uwsgi(
            String name, Path directory, Map<String, String> environment, int port, int processes, List<String> more, URI root)
            throws IOException {
        // As Debian's own .ini files have it, but for the port and the numbers of processes and threads.
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/uwsgi-core", "--plugin", "python3",
                "--http-socket", HOST + ":" + port,
                "--master", "--die-on-term", "--no-orphans", "--need-app", "--lazy-apps", "--thunder-lock",
                "--enable-threads", "--processes", String.valueOf(processes),
                "--buffer-size", "65535", "--add-header", "Connection: close"));
        command.addAll(more);
        PeerProcess peer = new PeerProcess(name, spawn(directory, environment, command), directory);
        peer.awaitAnswer(root);
        return peer;
    }

    /** Runs a command of the service's to its end. */
    static void run(Path directory, Map<String, String> environment, List<String> command) throws IOException {
        Process process = spawn(directory, environment, command);
        if (!hasEnded(process, START_LIMIT) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(String.join(" ", command) + " failed:\n" + endOfLogs(directory));
        }
    }

    private static Process spawn(Path directory, Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("output.log").toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private void awaitAnswer(URI root) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(root).timeout(START_LIMIT).build();
            Await.until(name + " answers or ends", START_LIMIT, () -> !process.isAlive() || isAnswering(client, request));
        } catch (AssertionError late) {
            close();
            throw late;
        }
        if (!process.isAlive()) {
            close();
            throw new IllegalStateException(name + " ended at its start:\n" + endOfLogs(directory));
        }
    }

    private static boolean isAnswering(HttpClient client, HttpRequest request) {
        try {
            int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status == 200 || status == 300;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /** Its directory stays. */
    @Override
    public void close() {
        process.destroy();
        if (!hasEnded(process, STOP_LIMIT)) {
            process.destroyForcibly();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyEnding) {
            // The hook's work is done.
        }
    }

    private static boolean hasEnded(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    /** The ends of all {@code .log} files, for the message of a failing test. */
    static String endOfLogs(Path directory) {
        List<String> ends = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(it -> it.toString().endsWith(".log")).sorted().toList()) {
                String text = Files.readString(file);
                ends.add("--- " + file.getFileName() + "\n" + text.substring(Math.max(0, text.length() - END_CHARACTERS)));
            }
        } catch (IOException unreadable) {
            ends.add("--- " + unreadable);
        }
        return String.join("\n", ends);
    }

    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException leftBehind) {
            throw new UncheckedIOException(leftBehind);
        }
    }
}
