package io.berth.testkit.peer;

import io.berth.store.DatabaseOptions;
import io.berth.testkit.peer.PeerProcess.Need;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

    private static final String PREFIX = "/placement";

    /** The issue that set Berth's targets measured with four. */
    public static final int PROCESSES = 4;

    private final PeerProcess uwsgi;
    private final Path directory;
    private final URI base;

    private RealPlacement(PeerProcess uwsgi, Path directory, URI base) {
        this.uwsgi = uwsgi;
        this.directory = directory;
        this.base = base;
    }

    /** The Debian packages that would have to be installed first; empty where it can run. */
    public static List<String> missingPackages() {
        return Need.missing(NEEDS);
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
        Need.require("the real placement", NEEDS);
        try {
            Path directory = Files.createTempDirectory("real-placement");
            Map<String, String> environment = Map.of("OS_PLACEMENT_CONFIG_DIR", directory.toString());
            Files.writeString(directory.resolve("placement.conf"), PlacementConf.of(database, directory.resolve("placement.log")));
            PeerProcess.run(directory, environment, List.of(
                    "/usr/bin/placement-manage", "--config-file", directory.resolve("placement.conf").toString(), "db", "sync"));
            int port = PeerProcess.freePort();
            URI base = URI.create("http://" + PeerProcess.HOST + ":" + port + PREFIX);
            List<String> application = List.of("--manage-script-name", "--mount", PREFIX + "=placement.wsgi:init_application()");
            PeerProcess uwsgi = PeerProcess.uwsgi(
                    "the real placement", directory, environment, port, processes, application, URI.create(base + "/"));
            return new RealPlacement(uwsgi, directory, base);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where it serves, with the mount prefix and without a slash at the end: {@code http://127.0.0.1:1234/placement}. */
    public URI base() {
        return base;
    }

    /** The end of what it logged, for the message of a failing test. */
    public String endOfLogs() {
        return PeerProcess.endOfLogs(directory);
    }

    @Override
    public void close() {
        uwsgi.close();
        PeerProcess.delete(directory);
    }
}
