package io.berth.deployment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.deployment.DeploymentChange;
import io.berth.deployment.TestBerth;
import io.berth.deployment.boot.BootContext;
import io.berth.deployment.boot.BootStore;
import io.berth.deployment.node.Node;
import io.berth.deployment.node.NodeStore;
import io.berth.deployment.task.LeaseTasks;
import io.berth.deployment.task.TaskOrigin;
import io.berth.hardware.sim.machine.FaultPlan;
import io.berth.hardware.sim.machine.NodeTimings;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Tasks go on when the process that runs them stops or dies, and end early when their lease does. */
class TakeOverTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final NodeTimings SLOW =
            NodeTimings.immediate().withFirmware(Duration.ofMillis(300), Duration.ofMillis(400)).withInstall(Duration.ofMillis(300));

    TestBerth berth = TestBerth.start(db, SLOW, TestBerth.OPTIONS);

    @BeforeEach
    void prepare() {
        try (TaskRunner runner = berth.newRunner()) {
            berth.succeed("prepare_nodes", List.of(TestBerth.CTL01, TestBerth.STO01));
        }
    }

    @AfterEach
    void stop() {
        berth.close();
    }

    private boolean isPlanned(String node) {
        return db.database().read(handle -> BootStore.ofNode(handle, node)).isPresent();
    }

    private void destroy(List<String> nodes) {
        try (TaskRunner runner = berth.newRunner()) {
            berth.succeed("destroy_nodes", nodes);
        }
    }

    @Test
    void aTaskWhoseProcessDiedIsFinishedByAnother() {
        TaskRunner dying = berth.newRunner();
        String task = berth.task("deploy_nodes", berth.designRef(), List.of(TestBerth.CTL01));
        Await.until("the deployment has begun", () -> isPlanned(TestBerth.CTL01));
        Crash.of(dying);
        assertThat(berth.get("/api/v1.0/tasks/" + task).path("status").asString()).isEqualTo("running");

        try (TaskRunner other = berth.newRunnerElsewhere()) {
            JsonNode result = berth.finished(task).path("result");
            assertThat(result.path("status").asString()).as(berth.layers(task).toPrettyString()).isEqualTo("success");
        }
        JsonNode tree = berth.layers(task);
        assertThat(tree.properties().stream().filter(it -> it.getValue().path("action").asString("").equals("deploy_node")))
                .as("one group, one step for the node, whoever did it")
                .hasSize(2);
        destroy(List.of(TestBerth.CTL01));
    }

    @Test
    void aMachineThatLostItsPowerMeanwhileStartsOver() {
        TaskRunner dying = berth.newRunner();
        String task = berth.task("deploy_nodes", berth.designRef(), List.of(TestBerth.CTL01));
        Await.until("the machine boots from the network", () -> db.database()
                .read(handle -> BootStore.ofNode(handle, TestBerth.CTL01))
                .flatMap(BootContext::netbootedAt)
                .isPresent());
        Crash.of(dying);
        assertThat(berth.redfish.powerOff(berth.site.machine(TestBerth.CTL01).bmcEndpoint()).isDone()).isTrue();

        try (TaskRunner other = berth.newRunnerElsewhere()) {
            JsonNode result = berth.finished(task).path("result");
            assertThat(result.path("status").asString()).as(berth.layers(task).toPrettyString()).isEqualTo("success");
        }
        destroy(List.of(TestBerth.CTL01));
    }

    @Test
    void aTaskThatIsGivenBackGoesOnAtOnceElsewhere() {
        TestBerth patient = TestBerth.start(
                db, SLOW, TestBerth.OPTIONS.withRunner(Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofHours(1)));
        try (patient) {
            String task;
            try (TaskRunner stopping = patient.newRunner()) {
                task = patient.task("deploy_nodes", patient.designRef(), List.of(TestBerth.STO01));
                Await.until("the deployment has begun", () -> isPlanned(TestBerth.STO01));
            }
            try (TaskRunner other = patient.newRunnerElsewhere()) {
                JsonNode result = patient.finished(task).path("result");
                assertThat(result.path("status").asString()).as(patient.layers(task).toPrettyString()).isEqualTo("success");
                patient.succeed("destroy_nodes", List.of(TestBerth.STO01));
            }
        }
    }

    @Test
    void theEndOfALeaseEndsADeploymentThatStillRuns() {
        berth.site.machine(TestBerth.CTL01).faults(FaultPlan.NONE.withoutNetworkBoot());
        TaskOrigin lease = TaskOrigin.ofLease("lease-7", "p", "u", "req-7");
        List<Node> nodes = db.database().read(handle -> NodeStore.named(handle, List.of(TestBerth.CTL01)));
        try (TaskRunner runner = berth.newRunner()) {
            List<DeploymentChange> deploy = LeaseTasks.deploy(nodes, lease, db.clock().now(), berth.ids);
            berth.store.write(deploy);
            Await.until("the deployment has begun", () -> isPlanned(TestBerth.CTL01));
            List<DeploymentChange> destroy = LeaseTasks.destroy(nodes, lease, db.clock().now(), berth.ids);
            berth.store.write(destroy);

            JsonNode ended = berth.finished(id(deploy.getLast()));
            assertThat(ended.path("status").asString()).isEqualTo("terminated");
            assertThat(ended.path("terminated_by").asString()).isEqualTo("lease lease-7");
            assertThat(ended.path("terminated").asString()).isNotEmpty();
            assertThat(ended.path("result").path("status").asString()).isEqualTo("failure");
            JsonNode released = berth.finished(id(destroy.getLast()));
            assertThat(released.path("result").path("status").asString())
                    .as(berth.layers(id(destroy.getLast())).toPrettyString())
                    .isEqualTo("success");
        }
        assertThat(db.database().read(handle -> NodeStore.named(handle, TestBerth.CTL01)).orElseThrow().state().wireName())
                .isEqualTo("Ready");
    }

    private static String id(DeploymentChange change) {
        return change.subject().substring("task/".length());
    }
}
