package io.berth.hardware.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.hardware.BmcResult;
import io.berth.hardware.BmcTimings;
import io.berth.hardware.BootOverride;
import io.berth.hardware.PowerState;
import io.berth.hardware.SystemFacts;
import io.berth.hardware.redfish.RedfishDriver;
import io.berth.hardware.sim.SimulatedAgent.AgentEvent;
import io.berth.hardware.sim.machine.FaultPlan;
import io.berth.hardware.sim.machine.MachineSpec;
import io.berth.hardware.sim.machine.NodeTimings;
import io.berth.hardware.sim.node.NodePhase;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a site offers beside its machines' controllers. */
class SimulatedSiteTest {

    private final SimulatedSite site = SimulatedSite.start(SimulatedSiteOptions.of(machines(12))
            .withTimings(NodeTimings.immediate())
            .withSiteDocument("location: http://artifacts.ridge1.example.net/rack/x.conf\n"));
    private final HttpClient client = HttpClient.newHttpClient();

    private static List<MachineSpec> machines(int count) {
        List<MachineSpec> machines = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            machines.add(MachineSpec.of(
                    "n" + i, "10.40.0." + (9 + i), "52:54:00:4a:01:%02x".formatted(i), "op", "pw", 8, 8192, 100));
        }
        return machines;
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void every_machine_starts_switched_off_with_a_controller_of_its_own() {
        assertThat(site.machines()).hasSize(12).allSatisfy(machine -> {
            assertThat(machine.power()).isEqualTo(PowerState.OFF);
            assertThat(machine.phase()).isEqualTo(NodePhase.OFF);
            assertThat(machine.files()).isEmpty();
        });
        assertThat(site.bmcAddresses()).hasSize(12).containsEntry("10.40.0.10", site.machine("n1").bmcEndpoint().base());
        assertThat(site.bmcAddresses().values()).doesNotHaveDuplicates();
    }

    @Test
    void the_design_refers_to_the_site_s_own_server() throws Exception {
        HttpResponse<String> design = get(site.designUrl());

        assertThat(design.statusCode()).isEqualTo(200);
        assertThat(design.body()).isEqualTo("location: " + site.url() + "/rack/x.conf\n");
    }

    @Test
    void artifacts_answer_what_the_design_asks_for() throws Exception {
        assertThat(get(at("/rack/n1.conf?net=10.40.2.0%2F24")).body()).isEqualTo("# rack file for n1.conf\nrack_net=10.40.2.0/24\n");
        assertThat(get(at("/packages/mgmt.ridge1.example.net.yaml")).body())
                .isEqualTo("ipmitool: null\nsmartmontools: 7.2-1ubuntu2\n");
        assertThat(get(at("/other")).statusCode()).isEqualTo(404);
    }

    @Test
    void an_agent_handles_events_and_shows_them() throws Exception {
        SimulatedMachine machine = site.machine("n2");
        String two = "[{\"id\": \"e1\", \"server_uuid\": \"u\", \"name\": \"network-vif-plugged\", \"status\": \"completed\", \"tag\": \"p\"},"
                + "{\"id\": \"e2\", \"name\": \"network-changed\"}]";

        assertThat(send("POST", machine.agentUrl(), two).body()).isEqualTo("{\"handled\":[\"e1\",\"e2\"]}");
        assertThat(send("POST", machine.agentUrl(), "{\"id\": \"e3\"}").body()).isEqualTo("{\"handled\":[\"e3\"]}");

        assertThat(machine.agent().events()).extracting(AgentEvent::id).containsExactly("e1", "e2", "e3");
        assertThat(machine.agent().events().getFirst())
                .isEqualTo(new AgentEvent("e1", "u", "network-vif-plugged", "completed", "p"));
        assertThat(get(machine.agentUrl()).body()).contains("\"id\":\"e3\"");
        assertThat(site.machine("n1").agent().events()).as("another machine's agent").isEmpty();
    }

    @Test
    void an_agent_refuses_what_is_no_event_and_keeps_none_of_it() throws Exception {
        SimulatedMachine machine = site.machine("n2");

        for (String body : List.of("", "no json", "3", "[3]", "{}", "[{\"id\": \"e1\"}, {}]")) {
            assertThat(send("POST", machine.agentUrl(), body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(send("DELETE", machine.agentUrl(), "").statusCode()).isEqualTo(405);
        assertThat(machine.agent().events()).isEmpty();
    }

    @Test
    void faults_are_planned_from_outside_too() throws Exception {
        URI faults = at("/machines/n3/faults");

        send("PUT", faults, "{\"boot_action_failure\": \"no disk\", \"slow_power_millis\": 5}");

        assertThat(site.machine("n3").faults())
                .isEqualTo(FaultPlan.NONE.withBootActionFailure("no disk").withSlowPower(Duration.ofMillis(5)));
        assertThat(send("PUT", faults, "{").statusCode()).isEqualTo(400);
        send("PUT", faults, "{}");
        assertThat(site.machine("n3").faults()).isEqualTo(FaultPlan.NONE);
    }

    @Test
    void machines_are_listed_without_their_credentials() throws Exception {
        assertThat(get(at("/machines")).body()).contains("\"name\":\"n12\"", "\"power\":\"Off\"").doesNotContain("\"pw\"");
        assertThat(get(at("/machines/n1")).body()).contains("\"phase\":\"OFF\"");
        assertThat(get(at("/machines/none")).statusCode()).isEqualTo(404);
    }

    @Test
    void a_site_restarted_on_its_ports_is_found_there_with_its_machines_switched_off() throws Exception {
        SimulatedSiteOptions options = SimulatedSiteOptions.of(machines(2)).withTimings(NodeTimings.immediate());
        try (SimulatedSite first = onFreePorts(options)) {
            options = options.withBasePort(first.url().getPort());
            var driver = new RedfishDriver(BmcTimings.defaults().withBootDevice(1, Duration.ZERO));
            driver.setNetworkBootOnce(first.machine("n1").bmcEndpoint());
            driver.powerOn(first.machine("n2").bmcEndpoint());
        }

        try (SimulatedSite second = SimulatedSite.start(options)) {
            assertThat(second.machine("n2").bmcEndpoint().base().getPort()).isEqualTo(options.basePort() + 2);
            assertThat(second.machine("n2").power()).isEqualTo(PowerState.OFF);
            var facts = new RedfishDriver(BmcTimings.defaults()).readFacts(second.machine("n1").bmcEndpoint());
            assertThat(facts).isInstanceOfSatisfying(BmcResult.Done.class,
                    done -> assertThat(((SystemFacts) done.value()).bootOverride()).isEqualTo(BootOverride.NONE));
        }
    }

    @Test
    void a_taken_port_is_named() {
        assertThatThrownBy(() -> SimulatedSite.start(SimulatedSiteOptions.of(List.of()).withBasePort(site.url().getPort())))
                .hasMessage("cannot listen on 127.0.0.1:" + site.url().getPort());
    }

    /** Some consecutive ports may be taken by others: looks further. */
    private static SimulatedSite onFreePorts(SimulatedSiteOptions options) {
        for (int base = 21_000; base < 31_000; base += 97) {
            try {
                return SimulatedSite.start(options.withBasePort(base));
            } catch (UncheckedIOException taken) {
                continue;
            }
        }
        throw new AssertionError("no three free ports in a row between 21000 and 31000");
    }

    private URI at(String path) {
        return URI.create(site.url() + path);
    }

    private HttpResponse<String> get(URI url) throws Exception {
        return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, URI url, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(url).method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }
}
