package io.berth.bench.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A fresh cluster of the PostgreSQL that Debian's package brought, with its defaults but for port and place; and it keeps when what
 * was committed.
 */
final class SystemPostgres implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final String USER = "bench";
    /** nobody: PostgreSQL refuses to run as root. */
    private static final int NOBODY = 65534;

    private static final Duration INITDB = Duration.ofMinutes(2);
    private static final Duration START = Duration.ofSeconds(60);

    private final Child server;
    private final DatabaseAddress address;

    private SystemPostgres(Child server, DatabaseAddress address) {
        this.server = server;
        this.address = address;
    }

    /** The directory of the newest version's programs. */
    static Optional<Path> newestPrograms() {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(programs -> Files.isExecutable(programs.resolve("initdb")))
                    .max(Comparator.comparing(programs -> version(programs)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static int version(Path programs) {
        String name = programs.getName(programs.getNameCount() - 2).toString();
        return name.matches("\\d{1,4}") ? Integer.parseInt(name) : 0;
    }

    static SystemPostgres start(Path programs, Path directory) {
        try {
            boolean isRoot = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
            Files.createDirectories(directory);
            if (isRoot) {
                Files.setAttribute(directory, "unix:uid", NOBODY);
                Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            }
            List<String> wrapper = new ArrayList<>(isRoot
                    ? List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups")
                    : List.of());
            String data = directory.resolve("data").toString();
            Child.run(INITDB, command(wrapper, programs.resolve("initdb"),
                    "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C"));
            int port = Child.freePort();
            wrapper.addAll(List.of("setpriv", "--pdeathsig", "INT"));
            Child server = Child.start("PostgreSQL", command(wrapper, programs.resolve("postgres"),
                    "-D", data, "-p", Integer.toString(port), "-h", DatabaseAddress.HOST, "-k", "",
                    "-c", "track_commit_timestamp=on"));
            DatabaseAddress address = new DatabaseAddress(port, "postgres", USER, USER);
            server.await(START, () -> answers(address));
            return new SystemPostgres(server, address);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> command(List<String> wrapper, Path program, String... arguments) {
        return Stream.of(wrapper, List.of(program.toString()), List.of(arguments)).flatMap(List::stream).toList();
    }

    private static boolean answers(DatabaseAddress address) {
        try {
            DriverManager.getConnection(address.jdbcUrl()).close();
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    Duration cpu() {
        return server.cpu();
    }

    DatabaseAddress address() {
        return address;
    }

    /** SIGINT is its fast shutdown; SIGTERM would wait for clients. */
    @Override
    public void close() {
        server.signal("INT");
        server.close();
    }
}
