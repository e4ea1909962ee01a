package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.harness.Answer;
import io.berth.acceptance.harness.BerthProcess;
import io.berth.acceptance.harness.Leases;
import io.berth.acceptance.harness.Leftovers;
import io.berth.acceptance.harness.Session;
import io.berth.acceptance.harness.ShowBerthOnFailure;
import io.berth.store.embedded.EmbeddedPostgres;
import io.berth.store.embedded.EmbeddedPostgresOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** Two Berth processes over one PostgreSQL: guarantees that hold although neither knows of the other. */
@ExtendWith(ShowBerthOnFailure.class)
@Execution(ExecutionMode.SAME_THREAD)
class TwoReplicasTest {
    private static final int REQUESTS = 32;
    private static final int CONNECTIONS = 100;

    private static EmbeddedPostgres postgres;
    private static BerthProcess first;
    private static BerthProcess second;
    private static Path directory;

    @BeforeAll
    static void start() {
        directory = Leftovers.newDirectory("replicas");
        postgres = EmbeddedPostgres.start(
                EmbeddedPostgresOptions.in(directory.resolve("postgres")).withMaxConnections(CONNECTIONS));
        first = serve(directory.resolve("first"));
        first.awaitHosts();
        second = serve(directory.resolve("second"));
        second.awaitHosts();
    }

    private static BerthProcess serve(Path directory) {
        String url = postgres.jdbcUrl(EmbeddedPostgres.DATABASE) + "?user=" + postgres.user() + "&password=" + postgres.password();
        return BerthProcess.serve(BerthProcess.Options.in(directory).with("--database", url));
    }

    @AfterAll
    static void stop() {
        if (second != null) {
            second.close();
        }
        if (first != null) {
            first.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void of_32_concurrent_requests_for_one_host_exactly_one_wins() throws Exception {
        Session admin = Session.logIn(first.url(), "admin", "admin");
        String host = Leases.hosts(admin).getFirst();
        Instant now = Leases.now(admin);
        List<Session> users = List.of(
                Session.logIn(first.url(), "demo", "demo"), Session.logIn(second.url(), "demo", "demo"));

        List<Answer> answers = atOnce(number -> users.get(number % 2).post(Leases.PATH, Leases.of(
                "contender-" + number, host,
                Leases.minute(now.plus(Duration.ofDays(10)).plus(Duration.ofMinutes(number))),
                Leases.minute(now.plus(Duration.ofDays(11)).plus(Duration.ofMinutes(number))))));

        assertThat(answers.stream().map(Answer::status).filter(status -> status == 201)).as("winners").hasSize(1);
        List<Answer> losers = answers.stream().filter(answer -> answer.status() != 201).toList();
        assertThat(losers).hasSize(REQUESTS - 1).allSatisfy(answer -> {
            answer.expect(409);
            assertThat(answer.text("/error_message")).startsWith("Not enough hosts available");
        });
        assertThat(bookings(Session.logIn(second.url(), "admin", "admin"), host)).hasSize(1);
        assertThat(bookings(admin, host)).hasSize(1);
    }

    private static List<JsonNode> bookings(Session admin, String host) {
        JsonNode hosts = admin.get("/reservation/v1/os-hosts").expect(200).json().path("hosts");
        String id = hosts.valueStream()
                .filter(one -> one.path("hypervisor_hostname").asString().equals(host))
                .findFirst().orElseThrow().path("id").asString();
        return admin.get("/reservation/v1/os-hosts/" + id + "/allocation").expect(200)
                .json().at("/allocation/reservations").valueStream().toList();
    }

    private interface Attempt {
        Answer ask(int number);
    }

    private static List<Answer> atOnce(Attempt attempt) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> pending = new ArrayList<>();
            for (int number = 0; number < REQUESTS; number++) {
                int own = number;
                pending.add(threads.submit(() -> {
                    start.await();
                    return attempt.ask(own);
                }));
            }
            start.countDown();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> one : pending) {
                answers.add(one.get());
            }
            return answers;
        }
    }

    @Test
    void an_event_that_is_due_when_a_replica_dies_fires_once() {
        Session admin = Session.logIn(second.url(), "admin", "admin");
        BerthProcess doomed = serve(directory.resolve("doomed"));
        Session demo = Session.logIn(doomed.url(), "demo", "demo");
        String host = Leases.hosts(admin).getLast();
        Instant now = Leases.now(demo);
        Answer created = demo.post(Leases.PATH, Leases.of(
                        "survivor", host,
                        Leases.minute(now.plus(Duration.ofMinutes(10))), Leases.minute(now.plus(Duration.ofDays(1)))))
                .expect(201);

        doomed.kill();
        admin.put("/berth/v1/clock", Map.of("advance", "PT11M")).expect(200);

        Session survivor = Session.logIn(second.url(), "demo", "demo");
        JsonNode lease = Leases.awaitStatus(survivor, created.text("/lease/id"), "ACTIVE");
        assertThat(lease.path("events").valueStream()
                        .filter(event -> event.path("event_type").asString().equals("start_lease"))
                        .map(event -> event.path("status").asString()))
                .containsExactly("DONE");
        String reservation = lease.at("/reservations/0/id").asString();
        assertThat(admin.get("/placement/allocations/" + reservation).expect(200).json().path("allocations").size())
                .as("hosts claimed").isEqualTo(1);
        JsonNode deployment = Leases.awaitDeployment(admin, host, "complete");
        assertThat(deployment.at("/result/status").asString()).as(deployment::toString).isEqualTo("success");
        assertThat(Leases.deploymentsOf(admin, host)).as("deployments that the start asked for").hasSize(1);
    }
}
