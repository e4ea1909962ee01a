package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.harness.BerthProcess;
import io.berth.acceptance.harness.Leftovers;
import io.berth.store.embedded.EmbeddedPostgres;
import io.berth.store.embedded.EmbeddedPostgresOptions;
import io.berth.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the first starts on a database tell and keep, whether they succeed or not. */
@Execution(ExecutionMode.SAME_THREAD)
class FirstStartTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Pattern PASSWORD = Pattern.compile("password ([0-9a-f]{24})");
    private static final String FREE = "127.0.0.1:0";

    private static Path directory;
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() {
        directory = Leftovers.newDirectory("first-start");
        postgres = EmbeddedPostgres.start(EmbeddedPostgresOptions.in(directory.resolve("postgres")));
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    private static BerthProcess serve(String listen, String... more) {
        String url = postgres.jdbcUrl(EmbeddedPostgres.DATABASE) + "?user=" + postgres.user() + "&password=" + postgres.password();
        List<String> arguments = new ArrayList<>(List.of("serve", "--listen", listen, "--database", url));
        arguments.addAll(List.of(more));
        return BerthProcess.start(directory, arguments);
    }

    private static BerthProcess served(String... more) {
        BerthProcess berth = serve(FREE, more);
        Await.until("Berth serves", LIMIT, () -> berth.output().contains("Berth serves at") || !berth.isAlive());
        assertThat(berth.output()).as(berth::ends).contains("Berth serves at");
        return berth;
    }

    private static BerthProcess refused(String listen, String... more) {
        BerthProcess berth = serve(listen, more);
        assertThat(berth.awaitEnd(LIMIT)).as(berth::ends).isEqualTo(1);
        return berth;
    }

    private static String configured(String password) throws IOException {
        return Files.writeString(directory.resolve(password + ".yaml"), "admin_password: " + password + "\n").toString();
    }

    /** In one test, because a database has one first start. */
    @Test
    void the_password_made_by_a_start_that_fails_is_printed_and_a_configured_one_takes_its_place_unprinted() throws IOException {
        String made;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            BerthProcess failed = refused("127.0.0.1:" + taken.getLocalPort());
            Matcher printed = PASSWORD.matcher(failed.output());
            assertThat(printed.find()).as(() -> "the password is printed; " + failed.ends()).isTrue();
            made = printed.group(1);
            assertThat(failed.ends()).as("what a start that failed says").contains("berth: ").doesNotContain("\"WARN\"");
        }
        try (BerthProcess second = served()) {
            assertThat(second.output()).doesNotContain("password");
            logIn(second, made);
        }
        try (BerthProcess configured = served("--config", configured("recovered"))) {
            assertThat(configured.ends()).contains("the password of admin was another").doesNotContain("recovered");
            logIn(configured, "recovered");
        }
        assertThat(refused(FREE, "--fake", "--clock", "2040-01-01T00:00:00Z").ends())
                .contains("belongs to a real site", "start without --fake", "another database")
                .doesNotContain("\tat ");
        try (BerthProcess again = served("--config", configured("recovered"))) {
            assertThat(again.ends()).doesNotContain("was another").doesNotContain("recovered");
            logIn(again, "recovered");
        }
    }

    private static void logIn(BerthProcess berth, String password) {
        BerthProcess asked = BerthProcess.start(
                directory, List.of("budget", "list", "--url", berth.url().toString(), "--os-password", password));
        assertThat(asked.awaitEnd(LIMIT)).as(asked::ends).isZero();
    }
}
