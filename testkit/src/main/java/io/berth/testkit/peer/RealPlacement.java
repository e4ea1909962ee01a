package io.berth.testkit.peer;

import io.berth.store.DatabaseOptions;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * OpenStack's own placement, as Debian 12 packages it (8.0.0, "Zed"), served by uwsgi over a PostgreSQL database of the caller's.
 *
 * <p>It believes its callers (noauth2: {@code X-Auth-Token: user[:project]}, {@code X-Roles}) and has the mount prefix
 * {@code /placement}, as Berth's has. All its other settings are their defaults. It writes only to the database and to a
 * temporary directory, and ends with {@link #close} or with this process.
 */
public final class RealPlacement implements AutoCloseable {
    /** What has to be installed; each package with a file by which it is known. */
    private static final List<Need> NEEDS = List.of(
            new Need("placement-common", "/usr/bin/placement-manage"),
            new Need("python3-placement", "/usr/lib/python3/dist-packages/placement/wsgi.py"),
            new Need("python3-psycopg2", "/usr/lib/python3/dist-packages/psycopg2/__init__.py"),
            new Need("uwsgi-core", "/usr/bin/uwsgi-core"),
            new Need("uwsgi-plugin-python3", "/usr/lib/uwsgi/plugins/python3_plugin.so"));

    private static final String HOST = "127.0.0.1";
    private static final String PREFIX = "/placement";

    /** The issue that set Berth's targets measured with four. */
    public static final int PROCESSES = 4;

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int END_CHARACTERS = 4_000;

    private record Need(String debianPackage, String file) {}

    private final Process uwsgi;
    private final Path directory;
    private final int port;
    private final Thread atExit;

    private RealPlacement(Process uwsgi, Path directory, int port) {
        this.uwsgi = uwsgi;
        this.directory = directory;
        this.port = port;
        this.atExit = new Thread(uwsgi::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** The Debian packages that would have to be installed first; empty where it can run. */
    public static List<String> missingPackages() {
        return NEEDS.stream().filter(it -> !Files.exists(Path.of(it.file()))).map(Need::debianPackage).toList();
    }

    /** @see #start(DatabaseOptions, int) */
    public static RealPlacement start(DatabaseOptions database) {
        return start(database, PROCESSES);
    }

    /**
     * Makes the schema and serves.
     *
     * @param database exists, is placement's alone, and lets {@code processes} × 55 connections in at worst
     * @param processes of uwsgi, one thread each
     * @throws IllegalStateException where packages are missing (it says which), or with the end of the log if it does not start
     */
    public static RealPlacement start(DatabaseOptions database, int processes) {
        List<String> missing = missingPackages();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("the real placement cannot run here; as root: apt-get install --no-install-recommends "
                    + String.join(" ", missing));
        }
        try {
            Path directory = Files.createTempDirectory("real-placement");
            Files.writeString(directory.resolve("placement.conf"), PlacementConf.of(database, directory.resolve("placement.log")));
            run(directory, List.of(
                    "/usr/bin/placement-manage", "--config-file", directory.resolve("placement.conf").toString(), "db", "sync"));
            int port = freePort();
            RealPlacement placement = new RealPlacement(spawn(directory, uwsgiCommand(port, processes)), directory, port);
            placement.awaitAnswer();
            return placement;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** As Debian's placement-api-uwsgi.ini has it, but for the port, the prefix and the numbers of processes and threads. */
    private static List<String> uwsgiCommand(int port, int processes) {
        return List.of(
                "/usr/bin/uwsgi-core", "--plugin", "python3",
                "--http-socket", HOST + ":" + port,
                "--master", "--die-on-term", "--no-orphans", "--need-app", "--lazy-apps", "--thunder-lock",
                "--enable-threads", "--processes", String.valueOf(processes),
                "--buffer-size", "65535", "--add-header", "Connection: close",
                "--manage-script-name", "--mount", PREFIX + "=placement.wsgi:init_application()");
    }

    private static Process spawn(Path directory, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("output.log").toFile()));
        builder.environment().put("OS_PLACEMENT_CONFIG_DIR", directory.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static void run(Path directory, List<String> command) throws IOException {
        Process process = spawn(directory, command);
        if (!hasEnded(process, START_LIMIT) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException(String.join(" ", command) + " failed:\n" + endOfLogs(directory));
        }
    }

    private void awaitAnswer() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(base() + "/")).timeout(START_LIMIT).build();
            Await.until("the real placement answers or ends", START_LIMIT, () -> !uwsgi.isAlive() || isAnswering(client, request));
        } catch (AssertionError late) {
            close();
            throw late;
        }
        if (!uwsgi.isAlive()) {
            String end = endOfLogs(directory);
            close();
            throw new IllegalStateException("the real placement ended at its start:\n" + end);
        }
    }

    private static boolean isAnswering(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /** Where it serves, with the mount prefix and without a slash at the end: {@code http://127.0.0.1:1234/placement}. */
    public URI base() {
        return URI.create("http://" + HOST + ":" + port + PREFIX);
    }

    /** The end of what it logged, for the message of a failing test. */
    public String endOfLogs() {
        return endOfLogs(directory);
    }

    @Override
    public void close() {
        uwsgi.destroy();
        if (!hasEnded(uwsgi, STOP_LIMIT)) {
            uwsgi.destroyForcibly();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyEnding) {
            // The hook's work is done.
        }
        delete(directory);
    }

    private static boolean hasEnded(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    private static String endOfLogs(Path directory) {
        List<String> ends = new ArrayList<>();
        for (String name : List.of("output.log", "placement.log")) {
            try {
                String text = Files.exists(directory.resolve(name)) ? Files.readString(directory.resolve(name)) : "";
                ends.add("--- " + name + "\n" + text.substring(Math.max(0, text.length() - END_CHARACTERS)));
            } catch (IOException unreadable) {
                ends.add("--- " + name + ": " + unreadable);
            }
        }
        return String.join("\n", ends);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException leftBehind) {
            throw new UncheckedIOException(leftBehind);
        }
    }
}
