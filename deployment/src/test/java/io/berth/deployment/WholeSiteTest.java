package io.berth.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.deployment.run.TaskRunner;
import io.berth.hardware.sim.machine.NodeTimings;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** All machines of the example site at once, shared by two processes: nobody is forgotten, nothing is done twice. */
class WholeSiteTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    /** Nobody is taken for dead here, however busy the machine that tests. */
    private static final DeploymentOptions PATIENT =
            TestBerth.OPTIONS.withRunner(Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMinutes(1));

    @Test
    void allNodesAreDeployedByTwoProcesses() {
        try (TestBerth berth = TestBerth.start(db, NodeTimings.defaults(), PATIENT);
                TaskRunner here = berth.newRunner();
                TaskRunner there = berth.newRunnerElsewhere()) {
            berth.succeed("prepare_nodes", List.of());
            String task = berth.task("deploy_nodes", berth.designRef(), List.of());
            JsonNode result = berth.finished(task).path("result");
            assertThat(result.path("status").asString()).as(berth.layers(task).toPrettyString()).isEqualTo("success");
            assertThat(result.path("successes").size()).isEqualTo(12);
            assertThat(berth.get("/api/v1.0/nodes")).hasSize(12).allSatisfy(node -> {
                assertThat(node.path("status_name").asString()).isEqualTo("Deployed");
                assertThat(node.path("power_state").asString()).isEqualTo("on");
            });
            berth.site.machines().forEach(machine -> assertThat(machine.bmcCalls())
                    .as(machine.name() + " is reset as often as one deployment needs")
                    .filteredOn(call -> call.toString().contains("ComputerSystem.Reset"))
                    .hasSizeLessThanOrEqualTo(2));
            assertThat(berth.get("/api/v1.0/tasks").size()).as("two asked for, 12 nodes each, a group and a report").isEqualTo(28);
        }
    }
}
