package io.berth.deployment;

import static io.berth.deployment.TestBerth.CTL01;
import static io.berth.deployment.TestBerth.CTL02;
import static io.berth.deployment.TestBerth.STO01;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.deployment.node.Node;
import io.berth.deployment.node.NodeStore;
import io.berth.deployment.run.TaskRunner;
import io.berth.deployment.task.LeaseTasks;
import io.berth.deployment.task.TaskOrigin;
import io.berth.hardware.PowerState;
import io.berth.hardware.sim.machine.FaultPlan;
import io.berth.messages.Message;
import io.berth.messages.MessagesStore;
import io.berth.placement.Ledger;
import io.berth.placement.Provider;
import io.berth.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Machines are prepared, deployed and released through the API, over real Redfish against simulated machines. */
class DeploymentTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    static TestBerth berth;
    static TaskRunner runner;

    @BeforeAll
    static void start() {
        berth = TestBerth.start(db);
        runner = berth.newRunner();
    }

    @AfterAll
    static void stop() {
        runner.close();
        berth.close();
    }

    @AfterEach
    void mendAllMachines() {
        berth.site.machines().forEach(machine -> machine.faults(FaultPlan.NONE));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asString()));
        return texts;
    }

    private static List<String> messages(JsonNode tree, String action) {
        List<String> texts = new ArrayList<>();
        tree.forEach(task -> {
            if (task.path("action").asString("").equals(action)) {
                task.path("result").path("details").path("messageList").forEach(it -> texts.add(it.path("message").asString()));
            }
        });
        return texts;
    }

    @Test
    void preparedNodesAreListedAndEnrolledInTheLedger() {
        berth.succeed("prepare_nodes", List.of(CTL01, STO01));

        JsonNode nodes = berth.get("/api/v1.0/nodes");
        assertThat(nodes).anySatisfy(node -> {
            assertThat(node.path("hostname").asString()).isEqualTo(CTL01);
            assertThat(node.path("memory").asInt()).isEqualTo(262_144);
            assertThat(node.path("cpu_count").asInt()).isEqualTo(48);
            assertThat(node.path("status_name").asString()).isIn("Ready", "Deployed");
            assertThat(node.path("boot_mac").asString()).isEqualTo("52:54:00:4a:01:01");
            assertThat(node.path("power_state").asString()).isIn("on", "off");
            assertThat(node.path("power_address").asString()).isEqualTo("10.40.0.10");
        });
        Provider provider = db.database().read(handle -> new Ledger().providerNamed(handle, CTL01)).orElseThrow();
        assertThat(provider.inventories().get("VCPU").total()).isEqualTo(48);
        assertThat(provider.inventories().get("MEMORY_MB").total()).isEqualTo(262_144);
        assertThat(provider.inventories().get("DISK_GB").total()).isEqualTo(960);
        assertThat(provider.traits()).contains("CUSTOM_MASTERS", "CUSTOM_HW_CONTROL", "CUSTOM_BASELINE");
        assertThat(berth.get("/api/v1.0/nodes/" + CTL01 + "/builddata?latest=true"))
                .anySatisfy(item -> assertThat(item.path("generator").asString()).isEqualTo("redfish"));
    }

    @Test
    void preparingAgainChangesNothingInTheLedger() {
        berth.succeed("prepare_nodes", List.of(CTL02));
        Provider before = db.database().read(handle -> new Ledger().providerNamed(handle, CTL02)).orElseThrow();
        berth.succeed("prepare_nodes", List.of(CTL02));
        Provider after = db.database().read(handle -> new Ledger().providerNamed(handle, CTL02)).orElseThrow();
        assertThat(after).isEqualTo(before);
    }

    @Test
    void aControllerThatRefusesTheLoginIsAFailureThatSaysSo() {
        String node = "ridge1-r02-sto01";
        berth.site.machine(node).faults(FaultPlan.NONE.withLoginRefused());
        String task = berth.task("prepare_nodes", berth.designRef(), List.of(node));

        JsonNode result = berth.finished(task).path("result");
        assertThat(result.path("status").asString()).isEqualTo("failure");
        assertThat(texts(result.path("failures"))).containsExactly(node);
        JsonNode errors = berth.layers(task).path("subtask_errors");
        assertThat(errors.toString()).contains("refuses the login");
        assertThat(errors.properties()).hasSize(1);
    }

    @Test
    void anUnreachableControllerIsAFailureOfItsNodeOnly() {
        String broken = "ridge1-r02-sto02";
        String fine = "ridge1-r02-sto03";
        berth.site.machine(broken).faults(FaultPlan.NONE.withUnreachableBmc());
        JsonNode result = berth.finished(berth.task("verify_nodes", berth.designRef(), List.of(broken, fine))).path("result");
        assertThat(result.path("status").asString()).isEqualTo("partial_success");
        assertThat(texts(result.path("successes"))).containsExactly(fine);
        assertThat(texts(result.path("failures"))).containsExactly(broken);
    }

    @Test
    void deployedNodesRunWhatTheirBootActionsBring() {
        berth.succeed("prepare_nodes", List.of(CTL01));
        String task = berth.task("deploy_nodes", berth.designRef(), List.of(CTL01));
        JsonNode result = berth.finished(task).path("result");
        assertThat(result.path("status").asString()).as(berth.layers(task).toPrettyString()).isEqualTo("success");
        assertThat(texts(result.path("successes"))).containsExactly(CTL01);

        JsonNode tree = berth.layers(task);
        assertThat(messages(tree, "bootaction_report"))
                .containsExactly("Boot action ridge-firstboot completed with status success");
        assertThat(messages(tree, "deploy_node"))
                .contains("Node " + CTL01 + " deployed", "Set bootdev to PXE.", "Node power cycle complete.", "first boot done",
                        "Bootaction starting execution.");
        assertThat(berth.site.machine(CTL01).files())
                .extracting(file -> file.path())
                .contains("/etc/ridge/identity.env", "/etc/ridge/rack.conf", "/opt/ridge/firstboot.sh",
                        "/etc/systemd/system/ridge-firstboot.service");
        List<String> generators = new ArrayList<>();
        berth.get("/api/v1.0/nodes/" + CTL01 + "/builddata?latest=true").forEach(it -> generators.add(it.path("generator").asString()));
        assertThat(generators).contains("lshw", "deploy:install", "redfish");

        // Once more: it is deployed already, and left alone.
        int calls = berth.site.machine(CTL01).bmcCalls().size();
        berth.succeed("deploy_nodes", List.of(CTL01));
        assertThat(berth.site.machine(CTL01).bmcCalls()).hasSize(calls);
    }

    @Test
    void aLeasesFailingBootActionIsPartialSuccessAndAMessageToItsOwner() {
        String fine = "ridge1-r01-sto02";
        String failing = "ridge1-r01-sto03";
        berth.succeed("prepare_nodes", List.of(fine, failing));
        berth.site.machine(failing).faults(FaultPlan.NONE.withBootActionFailure("disk missing"));
        TaskOrigin lease = TaskOrigin.ofLease("lease-1", "p-demo", "u-demo", "req-11111111-1111-4111-8111-111111111111");
        List<Node> nodes = db.database().read(handle -> NodeStore.named(handle, List.of(fine, failing, "no-node")));
        List<DeploymentChange> changes = LeaseTasks.deploy(nodes, lease, db.clock().now(), berth.ids);
        assertThat(changes).hasSize(1);
        berth.store.write(changes);
        String task = changes.getFirst().subject().substring("task/".length());

        JsonNode result = berth.finished(task).path("result");
        assertThat(result.path("status").asString()).as(berth.layers(task).toPrettyString()).isEqualTo("partial_success");
        assertThat(texts(result.path("successes"))).containsExactly(fine);
        assertThat(texts(result.path("failures"))).containsExactly(failing);
        assertThat(messages(berth.layers(task), "deploy_node")).contains("disk missing");
        assertThat(messagesOf("p-demo", task))
                .containsExactlyInAnyOrder(
                        "deploy hosts:The deployment failed on some of the hosts: 1 of 2.",
                        "run boot action:The boot action ridge-firstboot reported a failure on host " + failing + ".");

        berth.store.write(LeaseTasks.destroy(nodes, lease, db.clock().now(), berth.ids));
        TestBerth.eventually("the nodes are released", () -> Optional.of(nodes)
                .filter(all -> db.database().read(handle -> NodeStore.named(handle, List.of(fine, failing))).stream()
                        .allMatch(node -> node.state().wireName().equals("Ready"))));
        assertThat(berth.site.machine(fine).power()).isEqualTo(PowerState.OFF);
        assertThat(berth.send("GET", "/api/v1.0/bootdata/" + fine + "/units", "").statusCode()).isEqualTo(404);
    }

    private static List<String> messagesOf(String project, String task) {
        return db.database().read(handle -> handle.createQuery(
                        "SELECT id FROM messages.message WHERE project_id = :project AND resource_uuid = :task")
                .bind("project", project)
                .bind("task", task)
                .mapTo(UUID.class)
                .list()
                .stream()
                .map(id -> MessagesStore.message(handle, id, Optional.of(project)).orElseThrow())
                .peek(message -> assertThat(message.requestId()).contains("req-11111111-1111-4111-8111-111111111111"))
                .map(Message::text)
                .toList());
    }

    @Test
    void aNodeThatWasNeverPreparedIsAFailureThatSaysWhatToDo() {
        String node = "ridge1-r02-sto04";
        String task = berth.task("deploy_nodes", berth.designRef(), List.of(node));
        JsonNode result = berth.finished(task).path("result");
        assertThat(result.path("status").asString()).isEqualTo("failure");
        assertThat(messages(berth.layers(task), "deploy_node")).anyMatch(text -> text.contains("prepare_nodes does that"));
    }

    @Test
    void aDesignThatCannotBeHadEndsTheTaskWithAMessage() {
        String task = berth.task("deploy_nodes", berth.site.url() + "/no-such.yaml", List.of(CTL01));
        JsonNode finished = berth.finished(task);
        assertThat(finished.path("status").asString()).isEqualTo("complete");
        assertThat(finished.path("result").path("status").asString()).isEqualTo("failure");
        assertThat(finished.path("result").path("details").path("messageList").toString()).contains("answers 404");
    }

    @Test
    void aFilterThatSelectsNothingIsSuccessWithNothingToDo() {
        JsonNode result = berth.finished(berth.task("prepare_nodes", berth.designRef(), List.of("nobody"))).path("result");
        assertThat(result.path("status").asString()).isEqualTo("success");
        assertThat(result.path("details").path("messageList").toString()).contains("No nodes in scope, no work to do.");
    }

    @Test
    void validatingASoundDesignSucceedsWithTheRulesMessages() {
        JsonNode result = berth.finished(berth.task("validate_design", berth.designRef(), List.of())).path("result");
        assertThat(result.path("status").asString()).isEqualTo("success");
        assertThat(result.path("details").path("messageList").size()).isEqualTo(18);
    }
}
