package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.harness.BerthProcess;
import io.berth.acceptance.harness.Leases;
import io.berth.acceptance.harness.Leftovers;
import io.berth.acceptance.harness.Session;
import io.berth.acceptance.harness.ShowBerthOnFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Servers of those who lease nothing never stand in the way of a lease, on a Berth of their own. */
@ExtendWith(ShowBerthOnFailure.class)
class ServersBesideLeasesTest {
    private static BerthProcess berth;
    private static Session admin;
    private static Session demo;
    private static List<String> hosts;

    @BeforeAll
    static void serve() {
        berth = BerthProcess.serve(BerthProcess.Options.in(Leftovers.newDirectory("beside")));
        admin = berth.awaitHosts();
        demo = Session.logIn(berth.url(), "demo", "demo");
        hosts = Leases.hosts(admin);
    }

    @AfterAll
    static void stop() {
        if (berth != null) {
            berth.close();
        }
    }

    private static JsonNode server(String flavor, Map<String, Object> hints) {
        String id = demo.version("compute", "2.90").post("/compute/v2.1/servers", Map.of(
                        "server", Map.of("name", "beside", "imageRef", "", "flavorRef", flavor, "networks", "none"),
                        "os:scheduler_hints", hints))
                .expect(202).text("/server/id");
        return admin.version("compute", "2.90").get("/compute/v2.1/servers/" + id).expect(200).json().path("server");
    }

    private static String flavor(String name) {
        return demo.get("/compute/v2.1/flavors").expect(200).json().path("flavors").valueStream()
                .filter(flavor -> flavor.path("name").asString().equals(name))
                .findFirst().orElseThrow().path("id").asString();
    }

    private static String host(JsonNode server) {
        return server.path("OS-EXT-SRV-ATTR:host").asString("");
    }

    /** The hosts that a lease of one named host, and of all others, asks for. */
    private static String named(String operator, String host) {
        return "[\"" + operator + "\", \"$hypervisor_hostname\", \"" + host + "\"]";
    }

    private static String leaseNow(int min, String properties) {
        return demo.post(Leases.PATH, Map.of(
                        "name", "beside", "start_date", "now",
                        "end_date", Leases.minute(Leases.now(demo).plus(Duration.ofDays(1))),
                        "reservations", List.of(Map.of(
                                "resource_type", "physical:host", "min", min, "max", min,
                                "hypervisor_properties", properties, "resource_properties", ""))))
                .expect(201).text("/lease/id");
    }

    private static List<String> messages(String about) {
        return demo.version("volume", "3.5").get("/volume/v3/" + demo.projectId() + "/messages?resource_uuid=" + about)
                .expect(200).json().path("messages").valueStream().map(each -> each.path("user_message").asString()).toList();
    }

    @Test
    void a_server_without_a_lease_has_a_place_and_a_lease_of_nearly_all_hosts_starts_beside_it() {
        JsonNode first = server("4", Map.of());
        assertThat(first.path("status").asString()).as(first::toString).isEqualTo("ACTIVE");
        assertThat(hosts).hasSize(BerthProcess.HOSTS).doesNotContain(host(first));
        JsonNode whole = server(flavor("baremetal"), Map.of());
        assertThat(whole.path("status").asString()).as(whole::toString).isEqualTo("ACTIVE");
        assertThat(hosts).doesNotContain(host(whole));

        JsonNode refused = server(flavor("baremetal"), Map.of());
        assertThat(refused.at("/fault/message").asString()).isEqualTo("No valid host was found. not set aside for leases: "
                + "10 removed, 2 left; room for baremetal: 2 removed, 0 left.");
        assertThat(messages(refused.path("id").asString())).containsExactly(
                "place server:No host that is not set aside for leases has room for the server.");

        String lease = leaseNow(BerthProcess.HOSTS - 1, named("!=", hosts.getLast()));
        String reservation = Leases.awaitStatus(demo, lease, "ACTIVE").at("/reservations/0/id").asString();
        assertThat(host(server("1", Map.of("reservation", reservation)))).isIn(hosts);
        demo.delete(Leases.PATH + "/" + lease).expect(204);
        assertThat(demo.get("/compute/v2.1/servers/" + first.path("id").asString()).expect(200).text("/server/status"))
                .as("it was none of the lease's").isEqualTo("ACTIVE");
        refuseToEnrol(host(first));
    }

    private static void refuseToEnrol(String machine) {
        admin.post("/reservation/v1/os-hosts", Map.of("name", machine)).expect(409);
    }

    @Test
    void what_an_earlier_lease_left_on_a_failed_host_goes_when_the_next_one_starts() {
        String host = hosts.getLast();
        String only = named("==", host);
        String health = "/berth/v1/hosts/" + host + "/health";
        String first = leaseNow(1, only);
        String reservation = Leases.awaitStatus(demo, first, "ACTIVE").at("/reservations/0/id").asString();
        String left = server("1", Map.of("reservation", reservation)).path("id").asString();
        admin.put(health, Map.of("status", "failed", "reason", "smoke")).expect(200);
        assertThat(demo.get(Leases.PATH + "/" + first).expect(200).json().at("/lease/degraded").asBoolean()).isTrue();
        assertThat(demo.get("/compute/v2.1/servers/" + left).expect(200).text("/server/status"))
                .as("servers on a failed host are not touched").isEqualTo("ACTIVE");
        admin.put(health, Map.of("status", "healthy", "reason", "")).expect(200);

        String second = leaseNow(1, only);
        Leases.awaitStatus(demo, second, "ACTIVE");
        demo.get("/compute/v2.1/servers/" + left).expect(404);
        assertThat(messages(left)).containsExactly("start lease:The server was deleted, for its host " + host + " belongs to a lease now.");
        demo.delete(Leases.PATH + "/" + first).expect(204);
        demo.delete(Leases.PATH + "/" + second).expect(204);
    }
}
