package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.harness.Answer;
import io.berth.acceptance.harness.BerthProcess;
import io.berth.acceptance.harness.Leases;
import io.berth.acceptance.harness.Leftovers;
import io.berth.acceptance.harness.Session;
import io.berth.acceptance.harness.ShowBerthOnFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** SIGKILL in the middle of a deployment, with the embedded PostgreSQL dying too: nothing acknowledged is lost, and the work ends. */
@ExtendWith(ShowBerthOnFailure.class)
@Execution(ExecutionMode.SAME_THREAD)
class KillTest {
    /** A machine this slow to switch on is still being deployed when the axe falls. */
    private static final Map<String, Object> SLOW = Map.of("slow_power_millis", 20_000);

    @Test
    void a_killed_berth_finishes_its_deployment_after_a_restart() {
        Path directory = Leftovers.newDirectory("kill");
        BerthProcess killed = BerthProcess.serve(BerthProcess.Options.in(directory));
        Session admin = killed.awaitHosts();
        String host = Leases.hosts(admin).getFirst();
        Leases.fault(admin, host, SLOW);
        Session demo = Session.logIn(killed.url(), "demo", "demo");
        Instant now = Leases.now(demo);
        Answer created = demo.post(Leases.PATH, Leases.of("interrupted", host, "now", Leases.minute(now.plus(Duration.ofDays(1)))))
                .expect(201);
        String task = Leases.awaitDeployment(admin, host, "running").path("task_id").asString();
        String consumer = UUID.randomUUID().toString();
        lastWrites(admin, demo, host, now, consumer);

        killed.kill();

        try (BerthProcess restarted = BerthProcess.serve(BerthProcess.Options.in(directory))) {
            Session adminAgain = Session.logIn(restarted.url(), "admin", "admin");
            Session demoAgain = Session.logIn(restarted.url(), "demo", "demo");
            JsonNode lease = Leases.awaitStatus(demoAgain, created.text("/lease/id"), "ACTIVE");
            String reservation = lease.at("/reservations/0/id").asString();
            assertThat(adminAgain.get("/placement/allocations/" + reservation).expect(200).json().path("allocations").size())
                    .as("hosts that the lease still claims").isEqualTo(1);
            assertLastWrites(adminAgain, demoAgain, consumer);
            JsonNode finished = Leases.awaitDeployment(adminAgain, host, "complete");
            assertThat(finished.path("task_id").asString()).as("the same task, taken up again").isEqualTo(task);
            assertThat(finished.at("/result/status").asString()).as(finished::toString).isEqualTo("success");
            assertThat(Leases.deploymentsOf(adminAgain, host)).as("deployments").hasSize(1);
        }
    }

    /** Acknowledged just before the kill. */
    private static void lastWrites(Session admin, Session demo, String host, Instant now, String consumer) {
        Session placement = admin.version("placement", "1.39");
        placement.post("/placement/resource_providers", Map.of("name", "last-provider", "uuid", consumer)).expect(200);
        demo.post(Leases.PATH, Leases.of(
                        "last-lease", host,
                        Leases.minute(now.plus(Duration.ofDays(5))), Leases.minute(now.plus(Duration.ofDays(6)))))
                .expect(201);
    }

    private static void assertLastWrites(Session admin, Session demo, String provider) {
        assertThat(admin.get("/placement/resource_providers/" + provider).expect(200).text("/name")).isEqualTo("last-provider");
        assertThat(demo.get(Leases.PATH).expect(200).json().path("leases").valueStream().map(lease -> lease.path("name").asString()))
                .contains("interrupted", "last-lease");
    }
}
