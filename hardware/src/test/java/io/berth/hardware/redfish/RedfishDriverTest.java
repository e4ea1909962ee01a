package io.berth.hardware.redfish;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.hardware.BmcEndpoint;
import io.berth.hardware.BmcMessage;
import io.berth.hardware.BmcResult;
import io.berth.hardware.BmcTimings;
import io.berth.hardware.BootOverride;
import io.berth.hardware.PowerState;
import io.berth.hardware.SystemFacts;
import io.berth.hardware.SystemHealth;
import io.berth.hardware.sim.SimulatedMachine;
import io.berth.hardware.sim.SimulatedSite;
import io.berth.hardware.sim.SimulatedSiteOptions;
import io.berth.hardware.sim.machine.FaultPlan;
import io.berth.hardware.sim.machine.MachineSpec;
import io.berth.hardware.sim.machine.NodeTimings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The driver against a simulated controller. */
class RedfishDriverTest {

    static final BmcTimings FAST = BmcTimings.defaults()
            .withNetwork(Duration.ofSeconds(5), Duration.ofSeconds(5), 2, Duration.ofMillis(1))
            .withPowerPolling(Duration.ofMillis(5), 18)
            .withBootDevice(3, Duration.ofMillis(1));

    private final SimulatedSite site = SimulatedSite.start(SimulatedSiteOptions.of(List.of(MachineSpec.of(
                    "ridge1-r02-ctl01", "10.40.0.16", "52:54:00:4A:02:07", "provisioner", "s3cr3t-ridge", 48, 196_608, 480)))
            .withTimings(NodeTimings.immediate()));
    private final SimulatedMachine machine = site.machine("ridge1-r02-ctl01");
    private final RedfishDriver driver = new RedfishDriver(FAST);

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void network_boot_and_power_cycle_send_the_requests_of_the_recorded_trace() throws Exception {
        assertThat(driver.setNetworkBootOnce(machine.bmcEndpoint()).isDone()).isTrue();
        assertThat(driver.powerCycle(machine.bmcEndpoint()).isDone()).isTrue();

        List<String> expected = new ArrayList<>();
        try (var trace = getClass().getResourceAsStream("/redfish-trace.jsonl")) {
            for (String line : new String(trace.readAllBytes()).lines().toList()) {
                JsonNode call = JsonMapper.shared().readTree(line);
                JsonNode body = call.path("body");
                if (body.has("Password")) {
                    ((tools.jackson.databind.node.ObjectNode) body).put("Password", "***");
                }
                expected.add(call.path("method").asString() + " " + call.path("path").asString() + " "
                        + JsonMapper.shared().convertValue(call.path("headers"), TreeMap.class) + " "
                        + (body.isNull() ? "" : JsonMapper.shared().convertValue(body, TreeMap.class)) + " "
                        + call.path("status").asInt());
            }
        }
        // The recorded peer got the session number 1 from every new run of its controller; ours counts on.
        List<String> sent = machine.bmcCalls().stream()
                .map(call -> call.method() + " " + call.path().replaceAll("Sessions/\\d+$", "Sessions/1") + " "
                        + new TreeMap<>(call.headers()) + " "
                        + (call.body().isEmpty() ? "" : JsonMapper.shared().readValue(call.body(), TreeMap.class))
                        + " " + call.status())
                .toList();
        assertThat(sent).containsExactlyElementsOf(expected);
        assertThat(machine.openBmcSessions()).as("sessions left open").isZero();
    }

    @Test
    void the_messages_of_success_are_those_of_the_field() {
        assertThat(texts(driver.setNetworkBootOnce(machine.bmcEndpoint())))
                .containsExactly("Setting node to PXE boot.", "Set bootdev to PXE.");
        assertThat(texts(driver.powerCycle(machine.bmcEndpoint())))
                .containsExactly("Power cycling node via Redfish.", "Node power cycle complete.");
        assertThat(texts(driver.readPower(machine.bmcEndpoint())))
                .containsExactly("Redfish interface interrogation yielded powerstate On");
    }

    @Test
    void the_network_override_is_for_one_start_only() {
        driver.setNetworkBootOnce(machine.bmcEndpoint());
        assertThat(facts().bootOverride()).isEqualTo(BootOverride.NETWORK_ONCE);

        driver.powerOn(machine.bmcEndpoint());

        assertThat(facts().bootOverride()).isEqualTo(BootOverride.NONE);
    }

    @Test
    void power_is_switched_once_however_often_it_is_asked_for() {
        assertThat(driver.powerOn(machine.bmcEndpoint())).isInstanceOf(BmcResult.Done.class);
        assertThat(driver.powerOn(machine.bmcEndpoint())).isInstanceOf(BmcResult.Done.class);
        assertThat(machine.power()).isEqualTo(PowerState.ON);
        assertThat(driver.powerOff(machine.bmcEndpoint())).isInstanceOf(BmcResult.Done.class);
        assertThat(driver.powerOff(machine.bmcEndpoint())).isInstanceOf(BmcResult.Done.class);
        assertThat(machine.power()).isEqualTo(PowerState.OFF);

        assertThat(machine.bmcCalls().stream().filter(call -> call.path().endsWith("Reset")).map(call -> call.body()))
                .containsExactly("{\"ResetType\":\"On\"}", "{\"ResetType\":\"ForceOff\"}");
    }

    @Test
    void facts_are_read_from_the_system_and_what_it_links_to() {
        SystemFacts facts = facts();

        assertThat(facts.powerState()).isEqualTo(PowerState.OFF);
        assertThat(facts.processorCount()).isEqualTo(2);
        assertThat(facts.logicalProcessorCount()).isEqualTo(48);
        assertThat(facts.memoryGib()).isEqualTo(192.0);
        assertThat(facts.macAddresses()).containsExactly("52:54:00:4a:02:07");
        assertThat(facts.storageBytes()).isEqualTo(480L << 30);
        assertThat(facts.manufacturer()).isEqualTo("Meridian");
        assertThat(facts.model()).isNotEmpty();
        assertThat(facts.serialNumber()).isNotEmpty();
        assertThat(facts.uuid()).isEqualTo(machine.spec().uuid().toString());
    }

    @Test
    void health_is_what_the_controller_tells_of_the_system() {
        assertThat(driver.readHealth(machine.bmcEndpoint())).isEqualTo(new BmcResult.Done<>(SystemHealth.OK, List.of()));
        machine.faults(FaultPlan.NONE.withCriticalHealth());
        assertThat(driver.readHealth(machine.bmcEndpoint())).isEqualTo(new BmcResult.Done<>(SystemHealth.CRITICAL, List.of()));
        assertThat(SystemHealth.ofWireName("Sunny")).isEqualTo(SystemHealth.UNKNOWN);
    }

    @Test
    void a_refused_login_is_an_answer_with_the_reason_and_is_not_repeated() {
        machine.faults(FaultPlan.NONE.withLoginRefused());

        BmcResult<BootOverride> result = driver.setNetworkBootOnce(machine.bmcEndpoint());

        assertThat(result).isInstanceOf(BmcResult.Refused.class);
        assertThat(texts(result)).startsWith("Setting node to PXE boot.", "Unable to set bootdev to PXE.");
        assertThat(((BmcResult.Refused<?>) result).reason())
                .contains("refuses the login of provisioner (401)")
                .doesNotContain("s3cr3t");
        assertThat(machine.bmcCalls()).filteredOn(call -> call.method().equals("POST")).hasSize(1);
    }

    @Test
    void a_wrong_password_is_refused_in_every_command() {
        BmcEndpoint wrong = new BmcEndpoint(machine.bmcEndpoint().base(), "provisioner", "other", false);

        assertThat(driver.readPower(wrong)).isInstanceOf(BmcResult.Refused.class);
        assertThat(texts(driver.readPower(wrong))).startsWith("Redfish interface interrogation failed.");
        assertThat(driver.powerCycle(wrong)).isInstanceOf(BmcResult.Refused.class);
        assertThat(driver.readFacts(wrong)).isInstanceOf(BmcResult.Refused.class);
        assertThat(machine.power()).isEqualTo(PowerState.OFF);
    }

    @Test
    void a_controller_that_drops_connections_is_unreachable() {
        machine.faults(FaultPlan.NONE.withUnreachableBmc());

        assertThat(driver.powerCycle(machine.bmcEndpoint())).isInstanceOf(BmcResult.Unreachable.class);
        assertThat(driver.setNetworkBootOnce(machine.bmcEndpoint())).isInstanceOf(BmcResult.Unreachable.class);
    }

    @Test
    void a_controller_that_is_not_there_is_unreachable() {
        URI nobody = machine.bmcEndpoint().base();
        site.close();

        BmcResult<PowerState> result = driver.readPower(new BmcEndpoint(nobody, "provisioner", "x", false));

        assertThat(result).isInstanceOf(BmcResult.Unreachable.class);
        assertThat(texts(result).getLast()).isEqualTo("BMC " + nobody.getAuthority() + " is unreachable: connection refused");
    }

    @Test
    void a_slow_power_change_is_waited_for() {
        machine.faults(FaultPlan.NONE.withSlowPower(Duration.ofMillis(50)));
        RedfishDriver patient = new RedfishDriver(FAST.withPowerPolling(Duration.ofMillis(5), 1000));

        assertThat(patient.powerCycle(machine.bmcEndpoint()).isDone()).isTrue();
        assertThat(machine.power()).isEqualTo(PowerState.ON);
    }

    @Test
    void a_power_change_that_takes_too_long_is_a_failure_that_says_which_half() {
        machine.faults(FaultPlan.NONE.withSlowPower(Duration.ofMinutes(5)));
        RedfishDriver hasty = new RedfishDriver(FAST.withPowerPolling(Duration.ofMillis(1), 3));

        BmcResult<PowerState> result = hasty.powerCycle(machine.bmcEndpoint());

        assertThat(result).isInstanceOf(BmcResult.Refused.class);
        assertThat(result.messages()).extracting(BmcMessage::text).containsExactly(
                "Power cycling node via Redfish.",
                "Failed to power up during power cycle.",
                "The BMC still reports power PoweringOn after 3 readings 1 ms apart.");
        assertThat(machine.openBmcSessions()).as("sessions left open").isZero();
    }

    @Test
    void a_running_machine_that_does_not_go_off_is_told_so() {
        driver.powerOn(machine.bmcEndpoint());
        machine.faults(FaultPlan.NONE.withSlowPower(Duration.ofMinutes(5)));
        RedfishDriver hasty = new RedfishDriver(FAST.withPowerPolling(Duration.ofMillis(1), 3));

        assertThat(texts(hasty.powerCycle(machine.bmcEndpoint()))).contains("Failed to power down during power cycle.");
    }

    @Test
    void the_defaults_are_those_of_the_field() {
        assertThat(BmcTimings.defaults()).isEqualTo(new BmcTimings(
                Duration.ofSeconds(10), Duration.ofSeconds(30), 3, Duration.ofSeconds(1),
                Duration.ofSeconds(10), 18, 3, Duration.ofSeconds(1)));
    }

    @Test
    void an_endpoint_does_not_print_its_credential() {
        assertThat(machine.bmcEndpoint().toString()).doesNotContain("s3cr3t").contains("provisioner");
    }

    private SystemFacts facts() {
        return switch (driver.readFacts(machine.bmcEndpoint())) {
            case BmcResult.Done<SystemFacts>(SystemFacts facts, var messages) -> facts;
            case BmcResult<SystemFacts> other -> throw new AssertionError(other);
        };
    }

    private static List<String> texts(BmcResult<?> result) {
        return result.messages().stream().map(BmcMessage::text).toList();
    }
}
