package io.berth.testkit.peer;

import io.berth.testkit.peer.PeerProcess.Need;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * OpenStack's own Keystone, as Debian 12 packages it (22.0.2, "Zed"), served by uwsgi over an SQLite file, with the roles, the
 * project and the user {@code admin} that {@code keystone-manage bootstrap} makes. It writes only to a temporary directory, and
 * ends with {@link #close} or with this process.
 */
public final class RealKeystone implements AutoCloseable {
    public static final String ADMIN_PASSWORD = "real-keystone";
    public static final String REGION = "RegionOne";

    private static final List<Need> NEEDS = List.of(
            new Need("python3-keystone", "/usr/bin/keystone-manage"),
            new Need("uwsgi-core", "/usr/bin/uwsgi-core"),
            new Need("uwsgi-plugin-python3", "/usr/lib/uwsgi/plugins/python3_plugin.so"));

    private static final String MANAGE = "/usr/bin/keystone-manage";

    /** A second process would have a cache of its own, and see a revocation late. */
    private static final int PROCESSES = 1;

    /** {@code [token]/expiration}. */
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private static final int FERNET_KEY_BYTES = 32;

    private final Path directory;
    private final int port;
    private final List<PeerProcess> others = new ArrayList<>();
    private PeerProcess uwsgi;

    private RealKeystone(Path directory, int port, PeerProcess uwsgi) {
        this.directory = directory;
        this.port = port;
        this.uwsgi = uwsgi;
    }

    /** The Debian packages that would have to be installed first; empty where it can run. */
    public static List<String> missingPackages() {
        return Need.missing(NEEDS);
    }

    /**
     * Makes a database and serves.
     *
     * @throws IllegalStateException where packages are missing (it says which), or with the end of the log if it does not start
     */
    public static RealKeystone start() {
        Need.require("the real Keystone", NEEDS);
        try {
            Path directory = Files.createTempDirectory("real-keystone");
            Path conf = Files.writeString(directory.resolve("keystone.conf"), conf(directory, TOKEN_LIFE));
            keys(directory.resolve("fernet-keys"));
            keys(directory.resolve("credential-keys"));
            int port = PeerProcess.freePort();
            PeerProcess.run(directory, Map.of(), List.of(MANAGE, "--config-file", conf.toString(), "db_sync"));
            PeerProcess.run(directory, Map.of(), letReadersBeWhileSomebodyWrites(directory));
            PeerProcess.run(directory, Map.of(), List.of(
                    MANAGE, "--config-file", conf.toString(), "bootstrap",
                    "--bootstrap-password", ADMIN_PASSWORD,
                    "--bootstrap-region-id", REGION,
                    "--bootstrap-public-url", url(port).toString()));
            return new RealKeystone(directory, port, serve(directory, conf, port));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static PeerProcess serve(Path directory, Path conf, int port) throws IOException {
        return PeerProcess.uwsgi(
                "the real Keystone", directory, Map.of("OS_KEYSTONE_CONFIG_FILES", conf.toString()), port, PROCESSES,
                List.of("--wsgi-file", "/usr/bin/keystone-wsgi-public"), url(port));
    }

    /** The defaults, but for where things are, and for passwords that are hashed quickly. */
    private static String conf(Path directory, Duration tokenLife) {
        return """
                [DEFAULT]
                log_file = %1$s/keystone.log
                [database]
                connection = sqlite:///%1$s/keystone.db
                [fernet_tokens]
                key_repository = %1$s/fernet-keys
                [credential]
                key_repository = %1$s/credential-keys
                [cache]
                backend = dogpile.cache.memory
                [identity]
                password_hash_rounds = 4
                [oslo_policy]
                policy_dirs = %1$s/policy.d
                [token]
                expiration = %2$d
                """.formatted(directory, tokenLife.toSeconds());
    }

    /** Keystone keeps read transactions open; SQLite's usual journal would make a writer wait for them, and fail. */
    private static List<String> letReadersBeWhileSomebodyWrites(Path directory) {
        return List.of(
                "/usr/bin/python3", "-c", "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA journal_mode=wal')",
                directory.resolve("keystone.db").toString());
    }

    /** What {@code fernet_setup} and {@code credential_setup} write: the staged key and the primary one. */
    private static void keys(Path repository) throws IOException {
        Files.createDirectories(repository);
        SecureRandom random = new SecureRandom();
        for (String name : List.of("0", "1")) {
            byte[] key = new byte[FERNET_KEY_BYTES];
            random.nextBytes(key);
            Files.writeString(repository.resolve(name), Base64.getUrlEncoder().encodeToString(key));
        }
    }

    private static URI url(int port) {
        return URI.create("http://" + PeerProcess.HOST + ":" + port + "/v3");
    }

    /** Where it serves: {@code http://127.0.0.1:1234/v3}. */
    public URI url() {
        return url(port);
    }

    /** Serves the same users at another address, with tokens of so long a life, which the first address takes too. */
    public URI alsoWithTokensOf(Duration life) {
        try {
            int another = PeerProcess.freePort();
            Path conf = Files.writeString(directory.resolve("keystone-" + another + ".conf"), conf(directory, life));
            others.add(serve(directory, conf, another));
            return url(another);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Nobody answers at {@link #url} until {@link #resume}. */
    public void stop() {
        uwsgi.close();
    }

    /** Serves again, what it knew before, at the same address. */
    public void resume() {
        try {
            uwsgi = serve(directory, directory.resolve("keystone.conf"), port);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The end of what it logged, for the message of a failing test. */
    public String endOfLogs() {
        return PeerProcess.endOfLogs(directory);
    }

    @Override
    public void close() {
        uwsgi.close();
        others.forEach(PeerProcess::close);
        PeerProcess.delete(directory);
    }
}
