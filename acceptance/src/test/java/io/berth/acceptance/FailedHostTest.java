package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.harness.BerthProcess;
import io.berth.acceptance.harness.Leases;
import io.berth.acceptance.harness.Leftovers;
import io.berth.acceptance.harness.Session;
import io.berth.acceptance.harness.ShowBerthOnFailure;
import io.berth.testkit.Await;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A machine whose controller tells that it is critical, and one whose agent falls silent: nobody says so to Berth, it looks. */
@ExtendWith(ShowBerthOnFailure.class)
class FailedHostTest {
    private static final Duration HEALED = Duration.ofSeconds(60);

    @Test
    void a_running_lease_gets_another_host_which_is_deployed_and_its_owner_is_told() {
        try (BerthProcess berth = BerthProcess.serve(looking())) {
            Session admin = berth.awaitHosts();
            Session demo = Session.logIn(berth.url(), "demo", "demo");
            String end = Leases.minute(Leases.now(demo).plus(Duration.ofDays(1)));
            String lease = demo.post(Leases.PATH, Map.of(
                            "name", "healed", "start_date", "now", "end_date", end,
                            "reservations", List.of(Map.of(
                                    "resource_type", "physical:host", "min", 1, "max", 1,
                                    "hypervisor_properties", "", "resource_properties", ""))))
                    .expect(201).text("/lease/id");
            String reservation = Leases.awaitStatus(demo, lease, "ACTIVE").at("/reservations/0/id").asString();
            String first = hostOf(admin, lease);
            Leases.awaitDeployment(admin, first, "complete");

            Leases.fault(admin, first, Map.of("critical", true));

            Await.untilAsserted(HEALED, () -> assertThat(hostOf(admin, lease)).isNotEqualTo(first));
            String second = hostOf(admin, lease);
            JsonNode healed = demo.get(Leases.PATH + "/" + lease).expect(200).json().path("lease");
            assertThat(healed.path("degraded").asBoolean()).isTrue();
            assertThat(healed.at("/reservations/0/resources_changed").asBoolean()).isTrue();
            assertThat(admin.get("/placement/allocations/" + reservation).expect(200).json().path("allocations").propertyNames())
                    .containsExactly(providerOf(admin, second));
            Leases.awaitDeployment(admin, second, "complete");
            JsonNode messages = demo.version("volume", "3.5")
                    .get("/volume/v3/" + demo.projectId() + "/messages?resource_uuid=" + lease)
                    .expect(200)
                    .json();
            assertThat(messages.at("/messages/0/user_message").asString()).isEqualTo("replace host of lease:The host " + first
                    + " failed, as redfish tells; another took its place: " + second + ".");
            assertThat(admin.get("/berth/v1/failed_hosts").expect(200).json().at("/hosts/0/reason").asString()).contains("Critical");

            Leases.fault(admin, first, Map.of());
            Await.untilAsserted(HEALED, () -> assertThat(
                    admin.get("/berth/v1/failed_hosts").expect(200).json().path("hosts").isEmpty()).isTrue());
            assertThat(hostOf(admin, lease)).as("what was given stays").isEqualTo(second);

            Leases.fault(admin, second, Map.of("agent_silent", true));
            Await.untilAsserted(HEALED, () -> assertThat(
                            admin.get("/berth/v1/failed_hosts").expect(200).json().at("/hosts/0/reason").asString())
                    .startsWith("its agent http://").contains("/machines/" + second).endsWith("does not answer: the connection broke"));
            Leases.fault(admin, second, Map.of());
            Await.untilAsserted(HEALED, () -> assertThat(
                    admin.get("/berth/v1/failed_hosts").expect(200).json().path("hosts").isEmpty()).isTrue());
        }
    }

    private static BerthProcess.Options looking() {
        BerthProcess.Options standard = BerthProcess.Options.in(Leftovers.newDirectory("failed-host"));
        Map<String, Object> settings = new HashMap<>(standard.settings());
        settings.put("reservation.health.poll_seconds", 1);
        settings.put("reservation.health.strikes", 2);
        return new BerthProcess.Options(standard.directory(), standard.arguments(), settings);
    }

    private static String hostOf(Session admin, String lease) {
        JsonNode allocations = admin.get("/reservation/v1/os-hosts/allocations?lease_id=" + lease).expect(200).json().path("allocations");
        String number = allocations.valueStream()
                .filter(host -> !host.path("reservations").isEmpty())
                .map(host -> host.path("resource_id").asString())
                .findFirst()
                .orElseThrow();
        return admin.get("/reservation/v1/os-hosts/" + number).expect(200).text("/host/hypervisor_hostname");
    }

    private static String providerOf(Session admin, String host) {
        return admin.get("/placement/resource_providers?name=" + host).expect(200).text("/resource_providers/0/uuid");
    }
}
