package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.harness.BerthProcess;
import io.berth.acceptance.harness.Clients;
import io.berth.acceptance.harness.Clients.Result;
import io.berth.acceptance.harness.Leases;
import io.berth.acceptance.harness.Leftovers;
import io.berth.acceptance.harness.NoauthBerth;
import io.berth.acceptance.harness.ShowBerthOnFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The clients without any identity service, at a Berth with {@code --auth noauth}: they are told where each service is. */
@ExtendWith(ShowBerthOnFailure.class)
class NoauthClientTest {
    private static Clients clients;

    @BeforeAll
    static void start() {
        Clients.require();
        clients = Clients.start(Map.of(
                "PATH", "/usr/bin:/bin", "HOME", Leftovers.newDirectory("noauth-client").toString(), "LANG", "C.UTF-8"));
    }

    @AfterAll
    static void stop() {
        if (clients != null) {
            clients.close();
        }
    }

    private static List<String> column(String service, String name, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--os-auth-type", "none", "--os-endpoint", NoauthBerth.url() + service));
        all.addAll(List.of(arguments));
        all.addAll(List.of("-f", "json"));
        return clients.openstack(all.toArray(String[]::new)).json().valueStream().map(row -> row.path(name).asString()).toList();
    }

    @Test
    void providers_are_listed() {
        assertThat(column("/placement", "name", "resource", "provider", "list"))
                .containsAll(Leases.hosts(NoauthBerth.admin()));
    }

    @Test
    void resource_classes_are_listed() {
        assertThat(column("/placement", "name", "resource", "class", "list")).contains("VCPU");
    }

    @Test
    void hosts_and_leases_are_listed() {
        assertThat(column("/reservation/v1", "hypervisor_hostname", "reservation", "host", "list")).hasSize(BerthProcess.HOSTS);
        assertThat(column("/reservation/v1", "name", "reservation", "lease", "list")).isNotNull();
    }

    @Test
    void messages_are_listed_by_cinder() {
        Result list = clients.run("cinder", Map.of(),
                "--os-auth-type", "noauth",
                "--os-endpoint", NoauthBerth.url() + "/volume/v3/" + NoauthBerth.PROJECT,
                "--os-project-id", NoauthBerth.PROJECT, "--os-user-id", "user",
                "--os-volume-api-version", "3.5", "message-list");
        assertThat(list.expectSuccess().out()).contains("Event ID");
    }
}
