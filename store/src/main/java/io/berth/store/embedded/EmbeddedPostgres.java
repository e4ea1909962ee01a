package io.berth.store.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL with a data directory of its own, which lives as long as this object or this process, whichever is shorter.
 *
 * <p>Durable: fsync and data checksums are on, and after {@code kill -9} of Berth or a power cut the next start recovers all that
 * was committed. Private: it listens on the loopback address only, without a Unix socket, and lets in by SCRAM-SHA-256 with a
 * random secret that only this account can read. Strings compare by their bytes (locale C, UTF-8), and its time zone is UTC.
 *
 * <p>The directory holds {@code berth.lock} (the owner's process id), {@code secret}, {@code port}, {@code postgres.log} and the
 * database files in {@code postgres}. Needs Linux on amd64 or arm64 with util-linux; {@link ServerAccount} tells how root runs it.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    /** The database that is always there. */
    public static final String DATABASE = "postgres";

    private static final String HOST = "127.0.0.1";
    private static final Duration CONNECT_PAUSE = Duration.ofMillis(5);
    private static final int CONNECT_TIMEOUT_SECONDS = 5;

    /** A port found free may be taken before PostgreSQL has it; so often that happens in a row only if something else is wrong. */
    private static final int PORT_ATTEMPTS = 3;

    private final DirectoryLock lock;
    private final Postmaster postmaster;
    private final int port;
    private final String secret;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private EmbeddedPostgres(DirectoryLock lock, Postmaster postmaster, int port, String secret) {
        this.lock = lock;
        this.postmaster = postmaster;
        this.port = port;
        this.secret = secret;
    }

    /**
     * Starts the server and returns when it answers. The first start on a directory makes the database, the first of a user
     * unpacks the programs too; a later start first stops a server that outlived its Berth.
     *
     * @throws DataDirectoryInUse if another Berth has the directory
     * @throws EmbeddedPostgresUnavailable if PostgreSQL cannot run here or does not answer in time
     */
    public static EmbeddedPostgres start(EmbeddedPostgresOptions options) {
        try {
            return start(options, ServerAccount.candidates());
        } catch (IOException failure) {
            throw new EmbeddedPostgresUnavailable(
                    "The embedded PostgreSQL cannot work in %s: %s".formatted(options.directory(), failure), failure);
        }
    }

    /** As {@link #start(EmbeddedPostgresOptions)}, with the accounts to try given. */
    static EmbeddedPostgres start(EmbeddedPostgresOptions options, List<ServerAccount> candidates) throws IOException {
        var directory = new DataDirectory(Files.createDirectories(options.directory()).toRealPath());
        DirectoryLock lock = DirectoryLock.acquire(directory.root());
        try {
            Path home = PostgresBinaries.unpacked(options.binariesCache().toAbsolutePath());
            ServerAccount account = ServerAccount.ableToUse(home, directory.root(), candidates);
            if (Files.isDirectory(directory.files())) {
                stopOrphan(directory.files(), account, home);
                account.own(directory.files());
            } else {
                directory.makeDatabase(options, account, home);
            }
            return launch(options, directory, lock, account, home);
        } catch (IOException | RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    private static void stopOrphan(Path data, ServerAccount account, Path home) throws IOException {
        Postmaster.runningOn(data, account, home).ifPresent(Postmaster::stop);
        // A killed server leaves its process id, and if another process has that by now PostgreSQL would refuse to start.
        Files.deleteIfExists(Postmaster.pidFile(data));
    }

    private static EmbeddedPostgres launch(
            EmbeddedPostgresOptions options, DataDirectory directory, DirectoryLock lock, ServerAccount account, Path home)
            throws IOException {
        String secret = directory.secret();
        directory.openLog();
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            List<String> command = serverCommand(options, home, directory.files(), port);
            Postmaster postmaster = Postmaster.spawn(account, home, command, directory.log());
            var server = new EmbeddedPostgres(lock, postmaster, port, secret);
            if (server.isAnswering(options.startTimeout())) {
                directory.writePort(port);
                return server;
            }
            boolean hasEnded = !postmaster.isAlive();
            postmaster.stop();
            String endOfLog = directory.endOfLog();
            if (!hasEnded || attempt == PORT_ATTEMPTS || !endOfLog.contains("could not create any TCP/IP sockets")) {
                throw new EmbeddedPostgresUnavailable("PostgreSQL %s; its log, %s, ends with:\n%s".formatted(
                        hasEnded ? "ended while starting" : "did not answer within " + options.startTimeout(), directory.log(), endOfLog));
            }
        }
    }

    static List<String> serverCommand(EmbeddedPostgresOptions options, Path home, Path data, int port) {
        List<String> settings = new ArrayList<>(List.of(
                "listen_addresses=" + HOST, "port=" + port, "unix_socket_directories=", "max_connections=" + options.maxConnections(),
                "shared_buffers=64MB", "jit=off", "timezone=UTC", "log_timezone=UTC", "lc_messages=C", "log_min_messages=warning"));
        if (!options.durable()) {
            settings.addAll(List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off"));
        }
        List<String> command = new ArrayList<>(List.of(home + "/bin/postgres", "-D", data.toString()));
        settings.forEach(setting -> command.addAll(List.of("-c", setting)));
        return command;
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    private boolean isAnswering(Duration timeout) {
        var source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(DATABASE));
        source.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
        source.setSocketTimeout(CONNECT_TIMEOUT_SECONDS);
        long deadline = System.nanoTime() + timeout.toNanos();
        while (postmaster.isAlive() && System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            try (Connection connection = source.getConnection(DataDirectory.USER, secret)) {
                return connection.isValid(CONNECT_TIMEOUT_SECONDS);
            } catch (SQLException notYet) {
                LockSupport.parkNanos(CONNECT_PAUSE.toNanos());
            }
        }
        return false;
    }

    /** Where JDBC finds {@code database} on this server; it carries neither user nor password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(HOST, port, database);
    }

    /** The server's owner, who may do everything in it. */
    public String user() {
        return DataDirectory.USER;
    }

    public String password() {
        return secret;
    }

    /** The TCP port on the loopback address; another one after each start. */
    public int port() {
        return port;
    }

    /** Cuts off all clients, stops the server in good order and lets go of the directory. */
    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        try (lock) {
            postmaster.stop();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
