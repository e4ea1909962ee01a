package io.berth.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddedPostgresTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    /** Made into a database by whichever test comes first; each test keeps to a table of its own. */
    @TempDir
    static Path directory;

    @Test
    void theFirstStartMakesAPrivateDurableDatabaseThatAnswers(@TempDir Path fresh) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(EmbeddedPostgresOptions.in(fresh).withMaxConnections(7))) {
            assertThat(setting(server, "fsync")).isEqualTo("on");
            assertThat(setting(server, "data_checksums")).isEqualTo("on");
            assertThat(setting(server, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(server, "unix_socket_directories")).isEmpty();
            assertThat(setting(server, "max_connections")).isEqualTo("7");
            assertThat(setting(server, "timezone")).isEqualTo("UTC");
            assertThat(setting(server, "server_encoding")).isEqualTo("UTF8");
            assertThat(answer(server, "SELECT 'Z' < 'a' AND 'z' < 'é'")).as("strings compare by bytes").isEqualTo("t");
            assertThat(Files.readString(fresh.resolve("port")).strip()).isEqualTo(Integer.toString(server.port()));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh.resolve("secret")))).isEqualTo("rw-------");
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), "guess").close())
                    .as("a wrong password")
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void dataSurviveCloseAndStart() throws Exception {
        EmbeddedPostgres first = EmbeddedPostgres.start(quick());
        execute(first, "CREATE TABLE closed AS SELECT 'node1' AS name");
        first.close();
        first.close();
        try (EmbeddedPostgres second = EmbeddedPostgres.start(quick())) {
            assertThat(answer(second, "SELECT name FROM closed")).isEqualTo("node1");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToRunAServer")
    void aKilledBerthTakesItsServerAlongAndLosesNothingAcknowledged(ServerAccount way) throws Exception {
        Process berth = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                        BerthThatGetsKilled.class.getName(), directory.toString(), Integer.toString(way.uid()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = berth.inputReader()) {
            assertThat(output.lines().anyMatch(BerthThatGetsKilled.ACKNOWLEDGED::equals)).as("the row is committed").isTrue();
            assertThatThrownBy(() -> EmbeddedPostgres.start(quick()))
                    .isInstanceOf(DataDirectoryInUse.class)
                    .hasMessage(
                            "The data directory %s is in use by another Berth (process %d):"
                                    + " stop that one, or choose another data directory.",
                            directory.toRealPath(), berth.pid());
            Postmaster postmaster = Postmaster.runningOn(directory.toRealPath().resolve("postgres"), way, Path.of("/"))
                    .orElseThrow();
            berth.destroyForcibly().waitFor();
            await("the end of the server whose Berth was killed", () -> !postmaster.isAlive());
        }
        try (EmbeddedPostgres again = EmbeddedPostgres.start(quick())) {
            assertThat(answer(again, "SELECT name FROM killed_" + way.uid())).isEqualTo("node1");
        }
    }

    @Test
    void aKilledServerIsRecoveredThoughItsProcessIdIsTakenByAnother() throws Exception {
        EmbeddedPostgres first = EmbeddedPostgres.start(EmbeddedPostgresOptions.in(directory));
        execute(first, "CREATE TABLE recovered AS SELECT 'node1' AS name");
        ProcessHandle postmaster = ProcessHandle.of(postmasterPid()).orElseThrow();
        postmaster.destroyForcibly();
        postmaster.onExit().get(SOON.toSeconds(), TimeUnit.SECONDS);
        first.close();
        Path pidFile = Postmaster.pidFile(directory.resolve("postgres"));
        List<String> lines = Files.readAllLines(pidFile);
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(pidFile, lines);
        try (EmbeddedPostgres second = EmbeddedPostgres.start(quick())) {
            assertThat(answer(second, "SELECT name FROM recovered")).isEqualTo("node1");
        }
    }

    @Test
    void aServerLeftBehindIsStoppedFirst() throws Exception {
        EmbeddedPostgres.start(quick()).close();
        Path root = directory.toRealPath();
        Path home = PostgresBinaries.unpacked(quick().binariesCache());
        ServerAccount account = ServerAccount.ableToUse(home, root, ServerAccount.candidates());
        List<String> command =
                EmbeddedPostgres.serverCommand(quick(), home, root.resolve("postgres"), EmbeddedPostgres.freePort());
        Postmaster orphan = Postmaster.spawn(account, home, command, root.resolve("postgres.log"));
        await("the left-behind server's process id", () -> Files.exists(Postmaster.pidFile(root.resolve("postgres"))));
        try (EmbeddedPostgres server = EmbeddedPostgres.start(quick())) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(postmasterPid()).isNotEqualTo(orphan.pid());
            assertThat(answer(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void twoStartsOnOneDirectoryAreRefusedWithinAProcessToo() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(quick())) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(quick()))
                    .isInstanceOf(DataDirectoryInUse.class)
                    .hasMessageContainingAll(directory.toString(), Long.toString(ProcessHandle.current().pid()));
            assertThat(answer(first, "SELECT 1")).as("the first goes on").isEqualTo("1");
        }
    }

    @Test
    void rootRunsItInEitherWayAndMayChangeBetweenThem() throws Exception {
        assumeTrue(ServerAccount.isRoot(), "only root has a choice");
        for (ServerAccount way : ServerAccount.candidates()) {
            try (EmbeddedPostgres server = EmbeddedPostgres.start(quick(), List.of(way))) {
                execute(server, "CREATE TABLE IF NOT EXISTS way (command text)");
                execute(server, "INSERT INTO way VALUES ('" + way.wrapper() + "')");
            }
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.start(quick(), ServerAccount.candidates())) {
            assertThat(answer(server, "SELECT count(*) FROM way")).isEqualTo("2");
        }
    }

    @Test
    void whereNoAccountCanRunItTheSentenceSaysWhatToDo() {
        var hopeless = new ServerAccount(List.of("no-such-program"), 0);
        assertThatThrownBy(() -> EmbeddedPostgres.start(quick(), List.of(hopeless)))
                .isInstanceOf(EmbeddedPostgresUnavailable.class)
                .hasMessageContainingAll("PostgreSQL cannot run here", "no-such-program", "--database jdbc:postgresql://");
        assertThatCode(() -> DirectoryLock.acquire(directory.toRealPath()).close())
                .as("the failed start let go of the directory")
                .doesNotThrowAnyException();
    }

    @Test
    void aServerThatEndsWhileStartingIsReportedWithTheEndOfItsLog() {
        EmbeddedPostgresOptions impossible = quick().withMaxConnections(-1);
        assertThatThrownBy(() -> EmbeddedPostgres.start(impossible))
                .isInstanceOf(EmbeddedPostgresUnavailable.class)
                .hasMessageContainingAll("ended while starting", "max_connections");
    }

    @Test
    void whoeverUnpacksAtOnceGetsTheSameWholePrograms(@TempDir Path cache) throws Exception {
        var other = Thread.ofPlatform().start(() -> unpacked(cache));
        Path home = unpacked(cache);
        other.join();
        assertThat(home.resolve("bin/postgres")).isExecutable();
        try (var left = Files.list(cache)) {
            assertThat(left).as("nothing but the programs is left").containsExactly(home);
        }
    }

    static List<ServerAccount> waysToRunAServer() throws IOException {
        return ServerAccount.candidates();
    }

    private static Path unpacked(Path cache) {
        try {
            return PostgresBinaries.unpacked(cache);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static EmbeddedPostgresOptions quick() {
        return EmbeddedPostgresOptions.in(directory).withDurable(false);
    }

    private static long postmasterPid() throws IOException {
        return Long.parseLong(Files.readAllLines(Postmaster.pidFile(directory.resolve("postgres"))).getFirst());
    }

    private static String setting(EmbeddedPostgres server, String name) throws SQLException {
        return answer(server, "SELECT current_setting('" + name + "')");
    }

    private static String answer(EmbeddedPostgres server, String query) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).as("a row for " + query).isTrue();
            return rows.getString(1);
        }
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(EmbeddedPostgres server) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(EmbeddedPostgres.DATABASE), server.user(), server.password());
    }

    private static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting for " + what).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
