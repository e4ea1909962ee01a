package io.berth.deployment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.deployment.DeploymentChange.MessagesAdded;
import io.berth.deployment.TestBerth;
import io.berth.deployment.task.ResultMessage;
import io.berth.deployment.task.TaskRunStore;
import io.berth.deployment.task.TaskStore;
import io.berth.hardware.sim.machine.FaultPlan;
import io.berth.hardware.sim.machine.NodeTimings;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Nodes that failed are tried again, and forgotten failures do not count; a run that lost its task writes nothing. */
class RetryTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    TestBerth berth = TestBerth.start(
            db, NodeTimings.immediate(),
            TestBerth.OPTIONS.withDeployment(Duration.ofSeconds(3), Duration.ofSeconds(3), 1));

    @AfterEach
    void stop() {
        berth.close();
    }

    @Test
    void aNodeThatFailedIsTriedAgainWithAnotherKey() {
        try (TaskRunner runner = berth.newRunner()) {
            berth.succeed("prepare_nodes", List.of(TestBerth.CTL01, TestBerth.CTL02));
            berth.site.machine(TestBerth.CTL01).faults(FaultPlan.NONE.withoutNetworkBoot());
            String task = berth.task("deploy_nodes", berth.designRef(), List.of(TestBerth.CTL01, TestBerth.CTL02));
            Await.until("the first try has failed", () -> berth.layers(task).toString().contains("deployment timed out"));
            berth.site.machine(TestBerth.CTL01).faults(FaultPlan.NONE);

            JsonNode result = berth.finished(task).path("result");
            assertThat(result.path("status").asString()).as(berth.layers(task).toPrettyString()).isEqualTo("success");
            assertThat(result.path("failures").size()).isZero();
            JsonNode tree = berth.layers(task);
            JsonNode group = tree.properties().stream()
                    .map(Map.Entry::getValue)
                    .filter(it -> it.path("parent_task_id").asString("").equals(task) && it.path("action").asString().equals("deploy_node"))
                    .findFirst()
                    .orElseThrow();
            assertThat(group.path("retry").asInt()).isEqualTo(1);
            assertThat(group.path("subtask_id_list").size()).as("two at first, one again").isEqualTo(3);
            assertThat(group.toString()).contains("Retrying task for failed entities.");
        }
    }

    @Test
    void aRunThatLostItsTaskWritesNothing() {
        String task = berth.task("verify_nodes", berth.designRef(), List.of());
        UUID id = UUID.fromString(task);
        UUID dead = UUID.randomUUID();
        UUID alive = UUID.randomUUID();
        for (UUID owner : List.of(dead, alive)) {
            db.database().transact(tx -> TaskRunStore.claim(tx, owner, Set.of(), Duration.ZERO));
        }
        var root = db.database().read(handle -> TaskStore.withId(handle, id)).orElseThrow();
        TaskRun late = new TaskRun(berth.store, db.clock(), berth.ids, new Signals(), TestBerth.OPTIONS, dead, root);
        MessagesAdded words = new MessagesAdded(id, List.of(
                ResultMessage.plain(db.clock().now(), "late", false)));
        assertThat(Assertions.catchThrowableOfType(RunAborted.class, () -> late.write(List.of(words))).why())
                .isEqualTo(RunAborted.Cause.LOST);
        assertThat(berth.get("/api/v1.0/tasks/" + task).path("result").path("details").path("messageList").size()).isZero();
        try (TaskRunner runner = berth.newRunner()) {
            berth.finished(task);
        }
    }
}
