package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.harness.Answer;
import io.berth.acceptance.harness.BerthProcess;
import io.berth.acceptance.harness.Clients;
import io.berth.acceptance.harness.Leases;
import io.berth.acceptance.harness.Leftovers;
import io.berth.acceptance.harness.Session;
import io.berth.acceptance.harness.ShowBerthOnFailure;
import io.berth.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Instances that were reserved, from the lease to the servers and back, on a Berth of their own. Each test has hosts of its own. */
@ExtendWith(ShowBerthOnFailure.class)
class ReservedInstancesTest {
    /** Nobody looks whether there is one. */
    private static final String IMAGE = "9d3f2c64-1111-4c1e-8a3e-2f7f6d4a0c01";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static BerthProcess berth;
    private static Session admin;
    private static Session demo;
    private static List<String> hosts;

    @BeforeAll
    static void serve() {
        berth = BerthProcess.serve(BerthProcess.Options.in(Leftovers.newDirectory("instances")));
        berth.awaitHosts();
        admin = Session.logIn(berth.url(), "admin", "admin");
        demo = Session.logIn(berth.url(), "demo", "demo");
        hosts = Leases.hosts(admin);
    }

    @AfterAll
    static void stop() {
        if (berth != null) {
            berth.close();
        }
    }

    private static String on(String host) {
        return "[\"==\", \"$hypervisor_hostname\", \"" + host + "\"]";
    }

    private static Answer lease(Session user, Map<String, Object> reservation) {
        return user.post(Leases.PATH, Map.of(
                "name", "instances",
                "start_date", "now",
                "end_date", Leases.minute(Leases.now(user).plus(Duration.ofDays(1))),
                "reservations", List.of(reservation)));
    }

    private static Map<String, Object> instances(int amount, String host) {
        return Map.of("resource_type", "virtual:instance", "amount", amount, "vcpus", 2, "memory_mb", 1024, "disk_gb", 5,
                "affinity", "None", "resource_properties", on(host));
    }

    /** A server's answer, once Berth has found it a place or none. */
    private static JsonNode server(Session user, String flavor, String hint) {
        Map<String, Object> server = Map.of("name", "inside", "imageRef", "", "flavorRef", flavor, "networks", "none");
        Answer created = user.version("compute", "2.90").post("/compute/v2.1/servers", hint.isEmpty()
                ? Map.of("server", server)
                : Map.of("server", server, "os:scheduler_hints", Map.of("reservation", hint)));
        return admin.version("compute", "2.90").get("/compute/v2.1/servers/" + created.expect(202).text("/server/id"))
                .expect(200).json().path("server");
    }

    private static Stream<String> flavors(Session user, String query) {
        return user.get("/compute/v2.1/flavors" + query).expect(200).json().path("flavors").valueStream()
                .map(flavor -> flavor.path("id").asString());
    }

    private static String provider(String name) {
        return admin.get("/placement/resource_providers?name=" + name).expect(200).json()
                .at("/resource_providers/0/uuid").asString("");
    }

    private static JsonNode usages(String provider) {
        return admin.get("/placement/resource_providers/" + provider + "/usages").expect(200).json().path("usages");
    }

    private static String resourceClass(String reservation) {
        return "CUSTOM_RESERVATION_" + reservation.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    @Test
    void servers_of_the_reservations_flavor_land_in_its_slots_and_go_with_the_lease() {
        String host = hosts.get(0);
        Answer created = lease(demo, instances(2, host)).expect(201);
        String lease = created.text("/lease/id");
        String reservation = created.text("/lease/reservations/0/id");
        Leases.awaitStatus(demo, lease, "ACTIVE");

        JsonNode flavor = demo.version("compute", "2.61").get("/compute/v2.1/flavors/" + reservation).expect(200).json().path("flavor");
        assertThat(flavor.path("name").asString()).isEqualTo("reservation:" + reservation);
        assertThat(flavor.path("vcpus").asInt()).isEqualTo(2);
        assertThat(flavor.path("os-flavor-access:is_public").asBoolean()).isFalse();
        JsonNode specs = flavor.path("extra_specs");
        assertThat(specs.path("aggregate_instance_extra_specs:reservation").asString()).isEqualTo(reservation);
        assertThat(specs.path("resources:" + resourceClass(reservation)).asString()).isEqualTo("1");
        assertThat(specs.path("resources:VCPU").asString()).isEqualTo("0");
        assertThat(flavors(demo, "")).contains(reservation);
        assertThat(admin.get("/compute/v2.1/flavors/" + reservation + "/os-flavor-access").expect(200)
                        .text("/flavor_access/0/tenant_id"))
                .isEqualTo(demo.projectId());
        demo.get("/compute/v2.1/flavors/" + reservation + "/os-flavor-access").expect(403);
        admin.get("/compute/v2.1/flavors/1/os-flavor-access").expect(404);
        assertThat(flavors(admin, "")).doesNotContain(reservation);
        assertThat(flavors(admin, "?is_public=None")).contains(reservation);

        String root = provider(host);
        assertThat(usages(root).path("VCPU").asInt()).isEqualTo(4);
        assertThat(usages(root).path("MEMORY_MB").asInt()).isEqualTo(2048);
        String below = provider("blazar_" + host);
        assertThat(usages(below).path(resourceClass(reservation)).asInt(-1)).isZero();
        assertThat(admin.version("placement", "1.39")
                        .get("/placement/allocation_candidates?resources=" + resourceClass(reservation) + ":1")
                        .expect(200).json().path("allocation_requests"))
                .as("where another Nova would put it").hasSize(1);

        JsonNode first = server(demo, reservation, reservation);
        JsonNode second = server(demo, reservation, "");
        assertThat(Stream.of(first, second).map(each -> each.path("OS-EXT-SRV-ATTR:host").asString())).containsOnly(host);
        assertThat(first.path("status").asString()).isEqualTo("ACTIVE");
        assertThat(usages(below).path(resourceClass(reservation)).asInt()).isEqualTo(2);
        assertThat(usages(root).path("VCPU").asInt()).as("claimed once, by the reservation").isEqualTo(4);

        assertThat(server(demo, reservation, reservation).path("status").asString()).as("there are two slots").isEqualTo("ERROR");
        assertThat(server(demo, "1", reservation).path("status").asString()).as("of its own flavor only").isEqualTo("ERROR");
        admin.post("/compute/v2.1/servers", Map.of("server", Map.of("name", "x", "imageRef", "", "flavorRef", reservation)))
                .expect(400);
        admin.post(Leases.PATH, Map.of("name", "again", "start_date", "now",
                        "end_date", Leases.minute(Leases.now(admin).plus(Duration.ofDays(1))),
                        "reservations", List.of(Map.of("resource_type", "flavor:instance", "flavor_id", reservation, "amount", 1,
                                "affinity", "None"))))
                .expect(404);

        demo.delete("/compute/v2.1/servers/" + first.path("id").asString()).expect(204);
        assertThat(usages(below).path(resourceClass(reservation)).asInt()).isEqualTo(1);
        assertThat(server(demo, reservation, reservation).path("OS-EXT-SRV-ATTR:host").asString()).isEqualTo(host);

        demo.delete(Leases.PATH + "/" + lease).expect(204);
        demo.get("/compute/v2.1/servers/" + second.path("id").asString()).expect(404);
        demo.get("/compute/v2.1/flavors/" + reservation).expect(404);
        assertThat(flavors(admin, "?is_public=None")).doesNotContain(reservation);
        assertThat(provider("blazar_" + host)).isEmpty();
        assertThat(usages(root).path("VCPU").asInt()).isZero();
        admin.version("placement", "1.39").get("/placement/resource_classes/" + resourceClass(reservation)).expect(404);
    }

    @Test
    void what_instances_were_promised_nobody_else_can_take() {
        String host = hosts.get(1);
        JsonNode all = admin.get("/reservation/v1/os-hosts").expect(200).json().path("hosts").valueStream()
                .filter(each -> each.path("hypervisor_hostname").asString().equals(host)).findFirst().orElseThrow();
        int processors = all.path("vcpus").asInt();
        Answer created = lease(demo, Map.of("resource_type", "virtual:instance", "amount", processors - 1, "vcpus", 1, "memory_mb", 0,
                        "disk_gb", 0, "affinity", true, "resource_properties", on(host)))
                .expect(201);
        String lease = created.text("/lease/id");
        Leases.awaitStatus(demo, lease, "ACTIVE");
        String root = provider(host);
        admin.version("placement", "1.12").put("/placement/allocations/7c1f4f62-8e5a-4d6c-9a0a-0e3d4b5f6a71", Map.of(
                        "allocations", Map.of(root, Map.of("resources", Map.of("VCPU", 2))),
                        "project_id", admin.projectId(), "user_id", "u"))
                .expect(409);
        lease(admin, Map.of("resource_type", "physical:host", "min", 1, "max", 1, "hypervisor_properties", on(host),
                "resource_properties", "")).expect(409);
        lease(admin, Map.of("resource_type", "virtual:instance", "amount", 2, "vcpus", 1, "memory_mb", 0, "disk_gb", 0,
                "affinity", "None", "resource_properties", on(host))).expect(409);
        demo.delete(Leases.PATH + "/" + lease).expect(204);
    }

    @Test
    void a_flavor_is_reserved_by_its_id() {
        Answer created = lease(demo, Map.of("resource_type", "flavor:instance", "flavor_id", "1", "amount", "2", "affinity", "None"))
                .expect(201);
        String reservation = created.text("/lease/reservations/0/id");
        assertThat(created.text("/lease/reservations/0/resource_properties")).contains("\"name\":\"m1.tiny\"");
        Leases.awaitStatus(demo, created.text("/lease/id"), "ACTIVE");

        JsonNode server = server(demo, reservation, reservation);
        String host = server.path("OS-EXT-SRV-ATTR:host").asString();
        assertThat(server.at("/flavor/original_name").asString()).isEqualTo("reservation:" + reservation);
        assertThat(usages(provider(host)).path("MEMORY_MB").asInt()).isEqualTo(1024);

        demo.put(Leases.PATH + "/" + created.text("/lease/id"), Map.of("end_date", "now")).expect(200);
        Leases.awaitStatus(demo, created.text("/lease/id"), "TERMINATED");
        demo.get("/compute/v2.1/servers/" + server.path("id").asString()).expect(404);
        assertThat(usages(provider(host)).path("MEMORY_MB").asInt()).isZero();
    }

    @Test
    void the_openstack_client_reserves_instances_and_makes_servers_of_them() {
        Clients.require();
        String host = hosts.get(2);
        try (Clients clients = Clients.start(Clients.cloud(berth.url(), Leftovers.newDirectory("instances-client")))) {
            Map<String, String> cloud = Map.of("OS_CLOUD", "berth-demo");
            String end = Leases.minute(Leases.now(demo).plus(Duration.ofDays(1)));
            JsonNode created = clients.run("openstack", cloud, "reservation", "lease", "create", "--end-date", end,
                            "--reservation", "resource_type=virtual:instance,vcpus=1,memory_mb=512,disk_gb=1,amount=2,affinity=False"
                                    + ",resource_properties=[\"in\", \"$hypervisor_hostname\", \"" + host + "\", \"" + hosts.get(3) + "\"]",
                            "cli-instances", "-f", "json").json();
            String lease = created.path("id").asString();
            String reservation = Leases.awaitStatus(demo, lease, "ACTIVE").at("/reservations/0/id").asString();
            assertThat(clients.run("openstack", cloud, "flavor", "show", reservation, "-f", "json").json().path("name").asString())
                    .isEqualTo("reservation:" + reservation);

            // The openstack command looks for an image first, and there are none; nova does not.
            for (String name : List.of("cli-1", "cli-2")) {
                clients.run("nova", variables(), "--os-compute-api-version", "2.37", "boot", "--flavor", "reservation:" + reservation,
                        "--hint", "reservation=" + reservation, "--block-device", "source=image,id=" + IMAGE + ",dest=local,bootindex=0",
                        "--nic", "none", name).expectSuccess();
            }
            Await.untilAsserted(PATIENCE, () -> assertThat(admin.get("/compute/v2.1/servers/detail?all_tenants=1").expect(200).json()
                            .path("servers").valueStream()
                            .filter(each -> each.path("name").asString().startsWith("cli-"))
                            .map(each -> each.path("OS-EXT-SRV-ATTR:host").asString()))
                    .containsExactlyInAnyOrder(host, hosts.get(3)));

            clients.run("openstack", cloud, "reservation", "lease", "set", "--prolong-for", "1d", lease).expectSuccess();
            clients.run("openstack", cloud, "reservation", "lease", "delete", lease).expectSuccess();
            assertThat(clients.run("openstack", cloud, "server", "list", "-f", "json").json()).isEmpty();
        }
    }

    private static Map<String, String> variables() {
        return Map.of(
                "OS_CLOUD", "",
                "OS_AUTH_TYPE", "password",
                "OS_AUTH_URL", berth.url() + "/identity/v3",
                "OS_USERNAME", "demo",
                "OS_PASSWORD", BerthProcess.PASSWORD,
                "OS_PROJECT_NAME", "demo",
                "OS_USER_DOMAIN_NAME", "Default",
                "OS_PROJECT_DOMAIN_NAME", "Default",
                "OS_REGION_NAME", "RegionOne");
    }
}
