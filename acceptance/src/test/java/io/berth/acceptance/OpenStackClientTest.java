package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.harness.BerthProcess;
import io.berth.acceptance.harness.Clients;
import io.berth.acceptance.harness.Clients.Result;
import io.berth.acceptance.harness.Leases;
import io.berth.acceptance.harness.Leftovers;
import io.berth.acceptance.harness.Scenes;
import io.berth.acceptance.harness.Session;
import io.berth.acceptance.harness.SharedBerth;
import io.berth.acceptance.harness.ShowBerthOnFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** The {@code openstack} command with its plug-ins for placement, reservation and messages, and {@code cinder}, {@code nova}, {@code blazar}. */
@ExtendWith(ShowBerthOnFailure.class)
@Execution(ExecutionMode.SAME_THREAD)
class OpenStackClientTest {
    private static final String[] MESSAGES = {"--os-volume-api-version", "3.5", "volume", "message"};

    private static Clients clients;
    private static Session admin;
    private static Session demo;
    private static List<String> hosts;
    private static List<String> storage;

    @BeforeAll
    static void logIn() {
        Clients.require();
        clients = Clients.start(Clients.cloud(SharedBerth.url(), Leftovers.newDirectory("client")));
        admin = SharedBerth.admin();
        demo = SharedBerth.demo();
        hosts = Leases.hosts(admin);
        storage = Leases.storageHosts(admin);
    }

    @AfterAll
    static void stop() {
        if (clients != null) {
            clients.close();
        }
    }

    /** {@code openstack …} for a list, as the values of one column. */
    private static List<String> column(String name, String... arguments) {
        return json(arguments).valueStream().map(row -> row.path(name).asString()).toList();
    }

    private static JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-f", "json"));
        return clients.openstack(all.toArray(String[]::new)).json();
    }

    private static JsonNode asDemo(String program, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-f", "json"));
        return clients.run(program, Map.of("OS_CLOUD", "berth-demo"), all.toArray(String[]::new)).json();
    }

    private static String[] messages(String... arguments) {
        List<String> all = new ArrayList<>(List.of(MESSAGES));
        all.addAll(List.of(arguments));
        return all.toArray(String[]::new);
    }

    @Test
    void it_logs_in_and_sees_the_catalog() {
        JsonNode token = json("token", "issue");
        assertThat(token.path("project_id").asString()).isEqualTo(admin.projectId());
        assertThat(token.path("id").asString()).isNotEmpty();

        assertThat(column("Type", "catalog", "list"))
                .contains("identity", "compute", "volumev3", "placement", "reservation");
        assertThat(json("catalog", "show", "placement").path("type").asString()).isEqualTo("placement");
    }

    @Test
    void any_form_of_the_auth_url_logs_in() {
        for (String path : List.of("/identity/v3", "/identity/v3/", "/identity", "")) {
            Result token = clients.openstack(
                    "--os-auth-url", SharedBerth.url() + path, "token", "issue", "-f", "value", "-c", "project_id");
            assertThat(token.expectSuccess().out().strip()).as(token::toString).isEqualTo(admin.projectId());
        }
    }

    @Test
    void it_logs_in_with_a_token_too_and_revokes_it() {
        String token = clients.openstack("token", "issue", "-f", "value", "-c", "id").expectSuccess().out().strip();
        Map<String, String> asToken = Map.of(
                "OS_CLOUD", "", "OS_AUTH_TYPE", "token", "OS_TOKEN", token,
                "OS_AUTH_URL", SharedBerth.url() + "/identity/v3",
                "OS_PROJECT_NAME", "admin", "OS_PROJECT_DOMAIN_NAME", "Default");
        assertThat(clients.run("openstack", asToken, "project", "list", "-f", "json").json()).isNotEmpty();

        clients.openstack("token", "revoke", token).expectSuccess();

        assertThat(clients.run("openstack", asToken, "project", "list", "-f", "json").status()).isNotZero();
    }

    @Test
    void a_wrong_password_is_said_to_be_one() {
        Result refused = clients.openstack("--os-password", "wrong", "token", "issue");
        assertThat(refused.status()).isNotZero();
        assertThat(refused.err()).contains("HTTP 401");
    }

    @Test
    void it_reads_the_directory() {
        assertThat(column("Name", "project", "list")).contains("admin", "demo", "service");
        assertThat(json("project", "show", "demo").path("id").asString()).isEqualTo(demo.projectId());
        assertThat(column("Name", "user", "list")).contains("admin", "demo", "reader", "nova");
        assertThat(json("user", "show", "admin").path("name").asString()).isEqualTo("admin");
        assertThat(column("Name", "role", "list")).contains("admin", "member", "reader", "service");
        assertThat(column("Name", "domain", "list")).contains("Default");
        assertThat(column("Type", "service", "list")).contains("placement");
        assertThat(column("Service Type", "endpoint", "list")).contains("placement", "reservation");
        assertThat(column("Region", "region", "list")).containsExactly("RegionOne");
        assertThat(json("role", "assignment", "list")).isNotEmpty();
    }

    @Test
    void it_reads_the_ledger() {
        JsonNode providers = json("resource", "provider", "list");
        JsonNode provider = providers.valueStream()
                .filter(one -> one.path("name").asString().equals(hosts.getFirst())).findFirst().orElseThrow();
        String uuid = provider.path("uuid").asString();

        assertThat(json("resource", "provider", "show", uuid).path("name").asString()).isEqualTo(hosts.getFirst());
        assertThat(column("resource_class", "resource", "provider", "inventory", "list", uuid))
                .contains("VCPU", "MEMORY_MB", "DISK_GB");
        assertThat(column("resource_class", "resource", "provider", "usage", "show", uuid)).contains("VCPU");
        assertThat(json("resource", "provider", "trait", "list", uuid).isArray()).isTrue();
        assertThat(json("resource", "provider", "aggregate", "list", uuid).isArray()).isTrue();
        assertThat(column("name", "resource", "class", "list")).contains("VCPU", "PCPU");
        assertThat(column("name", "trait", "list")).contains("HW_CPU_X86_VMX");
        assertThat(json("--os-placement-api-version", "1.39", "resource", "provider", "list", "--name", hosts.getFirst()))
                .hasSize(1);
    }

    @Test
    void it_writes_the_ledger() {
        String uuid = json("resource", "provider", "create", "cli-provider").path("uuid").asString();
        String consumer = UUID.randomUUID().toString();
        clients.openstack("resource", "provider", "inventory", "set", uuid, "--resource", "VCPU=8", "--resource", "DISK_GB=100")
                .expectSuccess();
        clients.openstack("resource", "provider", "trait", "set", uuid, "--trait", "HW_CPU_X86_VMX").expectSuccess();
        clients.openstack("--os-placement-api-version", "1.28", "resource", "provider", "allocation", "set", consumer,
                "--allocation", "rp=" + uuid + ",VCPU=3", "--project-id", demo.projectId(), "--user-id", "u").expectSuccess();

        JsonNode allocation = json("resource", "provider", "allocation", "show", consumer);
        assertThat(allocation.at("/0/resource_provider").asString()).isEqualTo(uuid);
        assertThat(allocation.at("/0/resources/VCPU").asInt()).isEqualTo(3);

        clients.openstack("resource", "provider", "allocation", "delete", consumer).expectSuccess();
        clients.openstack("resource", "provider", "delete", uuid).expectSuccess();
        assertThat(column("uuid", "resource", "provider", "list")).doesNotContain(uuid);
    }

    @Test
    void it_shows_hosts_and_their_properties() {
        JsonNode list = json("reservation", "host", "list");
        assertThat(list).hasSize(BerthProcess.HOSTS);
        String id = list.at("/0/id").asString();
        assertThat(json("reservation", "host", "show", id).path("hypervisor_hostname").asString())
                .isEqualTo(list.at("/0/hypervisor_hostname").asString());

        clients.openstack("reservation", "host", "set", "--extra", "cli_color=blue", id).expectSuccess();

        assertThat(json("reservation", "host", "show", id).path("cli_color").asString()).isEqualTo("blue");
        assertThat(column("property", "reservation", "host", "property", "list")).contains("cli_color");
    }

    @Test
    void a_lease_lives_its_life() {
        Instant start = Leases.now(admin).plus(Duration.ofDays(40));
        JsonNode created = asDemo("openstack", "reservation", "lease", "create",
                "--start-date", Leases.minute(start), "--end-date", Leases.minute(start.plus(Duration.ofDays(1))),
                "--reservation", "resource_type=physical:host,min=1,max=1,hypervisor_properties="
                        + "[\"==\", \"$hypervisor_hostname\", \"" + hosts.getFirst() + "\"]", "cli-lease");
        String id = created.path("id").asString();
        assertThat(created.path("status").asString()).isEqualTo("PENDING");

        assertThat(asDemo("openstack", "reservation", "lease", "list").valueStream().map(lease -> lease.path("name").asString()))
                .contains("cli-lease");
        assertThat(asDemo("openstack", "reservation", "lease", "show", "cli-lease").path("id").asString()).isEqualTo(id);

        Map<String, String> demoCloud = Map.of("OS_CLOUD", "berth-demo");
        clients.run("openstack", demoCloud, "reservation", "lease", "set", "--name", "cli-renamed", "cli-lease").expectSuccess();
        clients.run("openstack", demoCloud, "reservation", "lease", "set", "--prolong-for", "1d", "cli-renamed").expectSuccess();
        JsonNode shown = asDemo("openstack", "reservation", "lease", "show", id);
        assertThat(shown.path("name").asString()).isEqualTo("cli-renamed");
        assertThat(shown.path("end_date").asString())
                .startsWith(Leases.minute(start.plus(Duration.ofDays(2))).replace(' ', 'T'));

        clients.run("openstack", demoCloud, "reservation", "lease", "delete", "cli-renamed").expectSuccess();
        assertThat(asDemo("openstack", "reservation", "lease", "list").valueStream().map(lease -> lease.path("id").asString()))
                .doesNotContain(id);
    }

    @Test
    void addresses_are_registered_reserved_and_taken_out() {
        JsonNode created = json("reservation", "floatingip", "create", Leases.NETWORK, "172.24.4.201");
        String id = created.path("id").asString();
        assertThat(created.path("floating_ip_address").asString()).isEqualTo("172.24.4.201");
        assertThat(column("id", "reservation", "floatingip", "list")).contains(id);
        assertThat(json("reservation", "floatingip", "show", id).path("floating_network_id").asString()).isEqualTo(Leases.NETWORK);
        assertThat(clients.openstack("reservation", "floatingip", "create", Leases.NETWORK, "172.24.4.1").err())
                .contains("is used in allocation_pools or gateway_ip");

        Instant start = Leases.now(admin).plus(Duration.ofDays(60));
        JsonNode lease = asDemo("openstack", "reservation", "lease", "create",
                "--start-date", Leases.minute(start), "--end-date", Leases.minute(start.plus(Duration.ofDays(1))),
                "--reservation", "resource_type=virtual:floatingip,network_id=" + Leases.NETWORK
                        + ",amount=1,required_floatingips=[\"172.24.4.201\"]", "cli-addresses");
        assertThat(lease.path("reservations").toString()).contains("virtual:floatingip").contains("172.24.4.201");
        String reservation = demo.get(Leases.PATH + "/" + lease.path("id").asString()).text("/lease/reservations/0/id");

        Map<String, String> demoCloud = Map.of("OS_CLOUD", "berth-demo");
        clients.run("openstack", demoCloud, "reservation", "lease", "set", "--reservation", "id=" + reservation + ",amount=1",
                "--prolong-for", "1d", "cli-addresses").expectSuccess();
        assertThat(clients.openstack("reservation", "floatingip", "delete", id).err()).contains("is allocated by reservations");
        clients.run("openstack", demoCloud, "reservation", "lease", "delete", "cli-addresses").expectSuccess();
        clients.openstack("reservation", "floatingip", "delete", id).expectSuccess();
        assertThat(column("id", "reservation", "floatingip", "list")).doesNotContain(id);
    }

    @Test
    void a_refused_lease_says_why() {
        Instant start = Leases.now(admin).plus(Duration.ofDays(50));
        Result refused = clients.run("openstack", Map.of("OS_CLOUD", "berth-demo"), "reservation", "lease", "create",
                "--start-date", Leases.minute(start), "--end-date", Leases.minute(start.plus(Duration.ofDays(1))),
                "--reservation", "resource_type=physical:host,min=99,max=99,hypervisor_properties=,resource_properties=", "too-large");
        assertThat(refused.status()).isNotZero();
        assertThat(refused.err()).contains("Not enough hosts available");
    }

    @Test
    void a_failed_deployment_is_explained_in_messages() {
        Scenes.Deployed failure = Scenes.failedDeployment(admin, demo, storage.get(0));

        JsonNode allocation = json("resource", "provider", "allocation", "show", failure.reservationId());
        assertThat(allocation.at("/0/resources").toString()).contains("VCPU");

        JsonNode list = asDemo("openstack", messages("list"));
        JsonNode message = list.valueStream()
                .filter(one -> one.path("Resource UUID").asString().equals(failure.taskId())).findFirst()
                .orElseThrow(() -> new AssertionError("no message about " + failure + " in " + list));
        assertThat(message.path("Message Level").asString()).isEqualTo("ERROR");
        assertThat(message.path("Request ID").asString()).isEqualTo(failure.requestId());
        String id = message.path("ID").asString();

        JsonNode shown = asDemo("openstack", messages("show", id));
        assertThat(shown.path("user_message").asString()).isEqualTo(message.path("User Message").asString());
        cinderLists(id);

        clients.run("openstack", Map.of("OS_CLOUD", "berth-demo"), messages("delete", id)).expectSuccess();
        assertThat(asDemo("openstack", messages("list")).valueStream().map(one -> one.path("ID").asString())).doesNotContain(id);
    }

    /** cinder knows nothing of clouds.yaml. */
    private static void cinderLists(String id) {
        Result list = clients.run("cinder", variables("demo"), "--os-volume-api-version", "3.5", "message-list");
        assertThat(list.expectSuccess().out()).contains(id);
        assertThat(clients.run("cinder", variables("demo"), "--os-volume-api-version", "3.5", "message-show", id)
                .expectSuccess().out()).contains(id);
    }

    private static Map<String, String> variables(String user) {
        return Map.of(
                "OS_CLOUD", "",
                "OS_AUTH_TYPE", "password",
                "OS_AUTH_URL", SharedBerth.url() + "/identity/v3",
                "OS_USERNAME", user,
                "OS_PASSWORD", BerthProcess.PASSWORD,
                "OS_PROJECT_NAME", user,
                "OS_USER_DOMAIN_NAME", "Default",
                "OS_PROJECT_DOMAIN_NAME", "Default",
                "OS_REGION_NAME", "RegionOne");
    }

    @Test
    void the_blazar_shell_lists_leases_and_hosts() {
        assertThat(clients.run("blazar", variables("admin"), "host-list").expectSuccess().out()).contains(hosts.getFirst());
        clients.run("blazar", variables("admin"), "lease-list").expectSuccess();
        clients.run("blazar", variables("admin"), "floatingip-list").expectSuccess();
    }

    @Test
    void servers_are_seen_and_deleted() {
        Scenes.Placed placed = Scenes.serverOnLease(admin, demo, storage.get(1));

        assertThat(asDemo("openstack", "flavor", "list")).isNotEmpty();
        assertThat(clients.run("nova", variables("demo"), "--os-compute-api-version", "2.1", "list").expectSuccess().out())
                .contains(placed.serverId());
        assertThat(asDemo("openstack", "server", "list").valueStream().map(server -> server.path("ID").asString()))
                .contains(placed.serverId());
        assertThat(asDemo("openstack", "server", "show", placed.serverId()).path("name").asString())
                .isEqualTo("server-on-" + storage.get(1));
        clients.run("openstack", Map.of("OS_CLOUD", "berth-demo"), "server", "delete", placed.serverId()).expectSuccess();
        demo.get("/compute/v2.1/servers/" + placed.serverId()).expect(404);
    }
}
