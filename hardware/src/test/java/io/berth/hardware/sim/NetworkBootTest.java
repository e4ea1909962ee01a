package io.berth.hardware.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.hardware.BmcTimings;
import io.berth.hardware.PowerState;
import io.berth.hardware.redfish.RedfishDriver;
import io.berth.hardware.sim.machine.FaultPlan;
import io.berth.hardware.sim.machine.MachineSpec;
import io.berth.hardware.sim.machine.NodeTimings;
import io.berth.hardware.sim.node.NodeFile;
import io.berth.hardware.sim.node.NodePhase;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A machine from power on to the phone call home, against a server that plays Berth. */
class NetworkBootTest {

    private static final long POLL_NANOS = 1_000_000;

    private static final String MAC = "52:54:00:4a:01:03";
    private static final String NETBOOT = "GET /berth/v1/netboot/" + MAC;
    private static final String UNITS = "GET /api/v1.0/bootdata/sto01/units";
    private static final String FILES = "GET /api/v1.0/bootdata/sto01/files";
    private static final String BUILD_DATA = "/berth/v1/nodes/sto01/builddata";
    private static final String PHONE_HOME = "/berth/v1/nodes/sto01/phonehome";
    private static final String ACTION = "/api/v1.0/bootactions/01ARZ3NDEKTSV4RRFFQ69G5FAV";
    private static final String SUCCESS =
            "{\"status\": \"success\", \"details\": [{\"message\": \"first boot done\", \"error\": false}]}";

    private TestBerth berth;
    private SimulatedSite site;
    private SimulatedMachine machine;
    private final RedfishDriver driver = new RedfishDriver(BmcTimings.defaults()
            .withPowerPolling(Duration.ofMillis(5), 500).withBootDevice(3, Duration.ZERO));

    @BeforeEach
    void start() throws Exception {
        berth = new TestBerth(0);
        start(NodeTimings.immediate());
    }

    private void start(NodeTimings timings) {
        site = SimulatedSite.start(SimulatedSiteOptions.of(
                        List.of(MachineSpec.of("sto01", "10.40.0.12", MAC, "op", "pw", 16, 65_536, 960)))
                .withTimings(timings)
                .withBerthUrl(berth.url()));
        machine = site.machine("sto01");
    }

    @AfterEach
    void stop() {
        site.close();
        berth.close();
    }

    @Test
    void a_deployed_machine_fetches_installs_reports_and_phones_home_in_this_order() {
        berthDeploys();

        networkBoot();
        awaitPhase(NodePhase.RUNNING);

        assertThat(berth.lines()).containsExactly(
                NETBOOT, UNITS, FILES, "POST " + BUILD_DATA, "POST " + BUILD_DATA, "POST " + ACTION, "POST " + ACTION, "POST " + PHONE_HOME);
        assertThat(berth.calls.getFirst().key()).as("key sent before Berth gave one").isEmpty();
        assertThat(berth.calls.subList(1, berth.calls.size())).extracting(TestBerth.Call::key).containsOnly(TestBerth.KEY);
        assertThat(berth.posts(PHONE_HOME).getFirst().body()).isEqualTo("{\"status\":\"deployed\"}");
        assertThat(machine.files()).extracting(NodeFile::path).containsExactly(
                "/etc/systemd/system/ridge-firstboot.service", "/opt/ridge/firstboot.sh", "/etc/ridge/identity.env");
        assertThat(machine.files()).extracting(NodeFile::mode).containsExactly(0644, 0700, 0640);
    }

    @Test
    void a_boot_action_first_tells_of_its_start_and_then_sends_what_its_script_sends() {
        berthDeploys();

        networkBoot();
        awaitPhase(NodePhase.RUNNING);

        JsonNode progress = JsonMapper.shared().readTree(berth.posts(ACTION).getFirst().body());
        assertThat(progress.has("status")).as("a report of progress has no status").isFalse();
        assertThat(progress.path("details").path(0).path("error").asBoolean()).isFalse();
        assertThat(berth.posts(ACTION).getLast().body()).isEqualTo(SUCCESS);
        assertThat(berth.posts(ACTION)).extracting(TestBerth.Call::contentType).containsOnly("application/json");
    }

    @Test
    void build_data_describes_the_machine_and_the_installation() {
        berthDeploys();

        networkBoot();
        awaitPhase(NodePhase.RUNNING);

        JsonNode lshw = JsonMapper.shared().readTree(berth.posts(BUILD_DATA).getFirst().body());
        assertThat(lshw.path("generator").asString()).isEqualTo("lshw");
        assertThat(lshw.path("data_format").asString()).isEqualTo("text/xml");
        assertThat(lshw.path("data_element").asString())
                .contains("<businfo>pci@0000:01:00.0</businfo>\n<logicalname>eno1</logicalname>", MAC, "<logicalname>/dev/sda</logicalname>");
        JsonNode log = JsonMapper.shared().readTree(berth.posts(BUILD_DATA).getLast().body());
        assertThat(log.path("generator").asString()).isEqualTo("deploy:install");
        assertThat(log.path("data_format").asString()).isEqualTo("text/plain");
        assertThat(log.path("data_element").asString()).contains("0700 /opt/ridge/firstboot.sh");
    }

    @Test
    void a_planned_failure_is_reported_in_place_of_success() {
        berthDeploys();
        machine.faults(FaultPlan.NONE.withBootActionFailure("disk /dev/sdb is missing"));

        networkBoot();
        awaitPhase(NodePhase.RUNNING);

        assertThat(berth.posts(ACTION)).hasSize(2);
        assertThat(JsonMapper.shared().readTree(berth.posts(ACTION).getLast().body())).isEqualTo(JsonMapper.shared()
                .readTree("{\"status\": \"failure\", \"details\": [{\"message\": \"disk /dev/sdb is missing\", \"error\": true}]}"));
        assertThat(berth.posts(PHONE_HOME)).as("the system runs all the same").hasSize(1);
    }

    @Test
    void a_machine_whose_cable_is_pulled_never_asks() {
        berthDeploys();
        machine.faults(FaultPlan.NONE.withoutNetworkBoot());

        networkBoot();
        awaitPhase(NodePhase.NO_OPERATING_SYSTEM);

        assertThat(berth.lines()).isEmpty();
    }

    @Test
    void without_an_override_the_disk_starts() {
        berthDeploys();

        driver.powerOn(machine.bmcEndpoint());
        awaitPhase(NodePhase.NO_OPERATING_SYSTEM);

        assertThat(berth.lines()).isEmpty();
    }

    @Test
    void an_exit_or_an_unknown_machine_starts_the_disk() {
        berth.on(NETBOOT, 200, "#!ipxe\nexit\n");
        networkBoot();
        awaitPhase(NodePhase.NO_OPERATING_SYSTEM);

        berth.on(NETBOOT, 404, "");
        networkBoot();
        await("a second request", () -> berth.calls.size() == 2);
        awaitPhase(NodePhase.NO_OPERATING_SYSTEM);
    }

    @Test
    void what_was_installed_starts_again_after_a_power_cycle() {
        berthDeploys();
        networkBoot();
        awaitPhase(NodePhase.RUNNING);
        int calls = berth.calls.size();

        driver.powerCycle(machine.bmcEndpoint());
        awaitPhase(NodePhase.RUNNING);

        assertThat(berth.calls).as("calls after the restart").hasSize(calls);
    }

    @Test
    void a_host_without_boot_actions_is_installed_too() {
        berth.on(NETBOOT, 200, script());

        networkBoot();
        awaitPhase(NodePhase.RUNNING);

        assertThat(berth.lines()).containsExactly(
                NETBOOT, UNITS, FILES, "POST " + BUILD_DATA, "POST " + BUILD_DATA, "POST " + PHONE_HOME);
    }

    @Test
    void refused_boot_data_ends_the_installation_without_a_call_home() {
        berth.on(NETBOOT, 200, script()).on(UNITS, 403, "{\"title\": \"Unauthorized\"}");

        networkBoot();
        awaitPhase(NodePhase.INSTALL_FAILED);

        assertThat(machine.console().getLast()).contains("No boot data: 403");
        assertThat(berth.lines()).containsExactly(NETBOOT, UNITS);
    }

    @Test
    void a_broken_archive_ends_the_installation() {
        berth.on(NETBOOT, 200, script()).on(UNITS, 200, "no archive");

        networkBoot();
        awaitPhase(NodePhase.INSTALL_FAILED);

        assertThat(machine.console().getLast()).startsWith("The archive is broken");
    }

    @Test
    void power_off_stops_an_installation_for_good() {
        site.close();
        start(NodeTimings.immediate().withInstall(Duration.ofHours(1)));
        berthDeploys();
        networkBoot();
        await("the installation", () -> berth.lines().contains(FILES));

        driver.powerOff(machine.bmcEndpoint());

        assertThat(machine.power()).isEqualTo(PowerState.OFF);
        assertThat(machine.phase()).isEqualTo(NodePhase.OFF);
        assertThat(berth.lines()).containsExactly(NETBOOT, UNITS, FILES);
        assertThat(machine.files()).isEmpty();
    }

    @Test
    void a_deployment_outlives_a_restart_of_berth() throws Exception {
        berthDeploys();
        berth.on(FILES, 503, "");
        networkBoot();
        await("a try that failed", () -> berth.lines().contains(FILES));

        URI url = berth.url();
        List<String> before = berth.lines();
        berth.close();
        berth = new TestBerth(url.getPort());
        berthDeploys();
        awaitPhase(NodePhase.RUNNING);

        assertThat(before).startsWith(NETBOOT, UNITS, FILES);
        assertThat(berth.lines()).startsWith(FILES).doesNotContain(UNITS).endsWith("POST " + PHONE_HOME);
    }

    @Test
    void a_machine_that_finds_no_berth_gives_up_after_its_time() {
        site.close();
        berth.close();
        start(NodeTimings.immediate().withRetries(Duration.ofMillis(5), Duration.ofMillis(50)));

        networkBoot();
        awaitPhase(NodePhase.NO_OPERATING_SYSTEM);

        assertThat(machine.console().getLast()).contains("Berth does not answer, giving up");
    }

    @Test
    void a_report_that_berth_finds_final_already_does_not_stop_the_machine() {
        berthDeploys();
        berth.on("POST " + ACTION, 409, "{}");

        networkBoot();
        awaitPhase(NodePhase.RUNNING);

        assertThat(berth.posts(PHONE_HOME)).hasSize(1);
    }

    private void berthDeploys() {
        String url = berth.url().toString();
        berth.on(NETBOOT, 200, script());
        berth.on(UNITS, 200, TestBerth.archive("/etc/systemd/system/ridge-firstboot.service", "644", """
                [Unit]
                Description=First boot hook
                [Service]
                Type=oneshot
                ExecStart=/opt/ridge/firstboot.sh
                """));
        berth.on(FILES, 200, TestBerth.archive("/opt/ridge/firstboot.sh", "700", """
                #!/bin/sh
                curl -s -X POST -H 'Content-Type: application/json' \\
                  -H 'X-Bootaction-Key: %s' \\
                  -d '%s' \\
                  %s
                """.formatted(TestBerth.KEY, SUCCESS, url + ACTION), "/etc/ridge/identity.env", "640", "HOSTNAME=sto01\n"));
    }

    private String script() {
        return "#!ipxe\nkernel " + berth.url() + "/vmlinuz berth.host=sto01 berth.key=" + TestBerth.KEY + " berth.url="
                + berth.url() + "\nboot\n";
    }

    private void networkBoot() {
        assertThat(driver.setNetworkBootOnce(machine.bmcEndpoint()).isDone()).isTrue();
        assertThat(driver.powerCycle(machine.bmcEndpoint()).isDone()).isTrue();
    }

    private void awaitPhase(NodePhase phase) {
        await("phase " + phase, () -> machine.phase() == phase);
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + " never came; phase " + machine.phase() + ", console " + machine.console()
                        + ", calls " + berth.lines());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
