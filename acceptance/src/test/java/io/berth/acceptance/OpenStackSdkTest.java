package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.harness.BerthProcess;
import io.berth.acceptance.harness.Clients;
import io.berth.acceptance.harness.Leases;
import io.berth.acceptance.harness.Leftovers;
import io.berth.acceptance.harness.Scenes;
import io.berth.acceptance.harness.Session;
import io.berth.acceptance.harness.SharedBerth;
import io.berth.acceptance.harness.ShowBerthOnFailure;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/** openstacksdk, in one process that asks each service; the tests look at what it got. */
@ExtendWith(ShowBerthOnFailure.class)
@Execution(ExecutionMode.SAME_THREAD)
class OpenStackSdkTest {
    private static JsonNode tour;
    private static String host;
    private static Scenes.Placed placed;

    @BeforeAll
    static void tour() {
        Clients.require();
        Session admin = SharedBerth.admin();
        host = Leases.hosts(admin).get(1);
        Scenes.failedDeployment(admin, SharedBerth.demo(), Leases.storageHosts(admin).get(2));
        placed = Scenes.serverOnLease(admin, SharedBerth.demo(), Leases.storageHosts(admin).get(3));
        tour = Clients.python(Clients.cloud(SharedBerth.url(), Leftovers.newDirectory("sdk")), "sdk_tour.py", host).json();
    }

    private static List<String> texts(String pointer) {
        return tour.at(pointer).valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void identity_lists_and_finds() {
        assertThat(texts("/identity/projects")).contains("admin", "demo", "service");
        assertThat(tour.at("/identity/user").asString()).isEqualTo("demo");
        assertThat(tour.at("/identity/project").asString()).isEqualTo("demo");
        assertThat(tour.at("/identity/nobody").isNull()).isTrue();
        assertThat(tour.path("authorized").asBoolean()).isTrue();
    }

    @Test
    void placement_lists_makes_renames_and_deletes_providers() {
        assertThat(texts("/placement/providers")).contains(host);
        assertThat(tour.at("/placement/got").asString()).isEqualTo(host);
        assertThat(tour.at("/placement/renamed").asString()).isEqualTo("sdk-renamed");
        assertThat(tour.at("/placement/found").asBoolean()).isTrue();
        assertThat(texts("/placement/in_tree")).containsExactly("sdk-renamed");
        assertThat(texts("/placement/left")).isEmpty();
        assertThat(tour.at("/placement/nothing").isNull()).isTrue();
        assertThat(texts("/placement/classes")).contains("VCPU").doesNotContain("CUSTOM_SDK");
        assertThat(tour.at("/placement/own_class").asString()).isEqualTo("CUSTOM_SDK");
    }

    @Test
    void reservation_leases_through_the_plain_adapter() {
        assertThat(texts("/reservation/hosts")).hasSize(BerthProcess.HOSTS);
        assertThat(tour.at("/reservation/created").asInt()).isEqualTo(201);
        assertThat(tour.at("/reservation/renamed").asInt()).isEqualTo(200);
        assertThat(tour.at("/reservation/name").asString()).isEqualTo("sdk-renamed");
        assertThat(tour.at("/reservation/deleted").asInt()).isEqualTo(204);
        assertThat(tour.at("/reservation/gone").asInt()).isEqualTo(404);
    }

    @Test
    void messages_are_read_at_3_5_and_hidden_below_3_3() {
        assertThat(texts("/messages/listed")).isNotEmpty();
        assertThat(tour.at("/messages/shown").asString()).isEqualTo(texts("/messages/listed").getFirst());
        assertThat(tour.at("/messages/below_3.3").asInt()).isEqualTo(404);
    }

    @Test
    void compute_lists_servers_and_flavors() {
        assertThat(texts("/compute/servers")).contains(placed.serverId());
        assertThat(texts("/compute/summaries")).contains(placed.serverId());
        assertThat(texts("/compute/flavors")).isNotEmpty();
        assertThat(tour.at("/compute/missing").isNull()).isTrue();
    }
}
