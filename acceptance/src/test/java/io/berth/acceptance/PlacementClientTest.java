package io.berth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.acceptance.harness.ClientScript;
import io.berth.acceptance.harness.Clients;
import io.berth.acceptance.harness.Leftovers;
import io.berth.acceptance.harness.SharedBerth;
import io.berth.acceptance.harness.ShowBerthOnFailure;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every command of osc-placement, at several microversions. */
@ExtendWith(ShowBerthOnFailure.class)
@Execution(ExecutionMode.SAME_THREAD)
class PlacementClientTest {
    private static final String COMMANDS =
            "import importlib.metadata as m; print('\\n'.join(e.name for e in m.entry_points(group='openstack.placement.v1')))";

    private static final ClientScript SCRIPT = ClientScript.load("/clients/placement.yaml", "--os-placement-api-version");

    private static Clients clients;

    @BeforeAll
    static void start() {
        Clients.require();
        clients = Clients.start(Clients.cloud(SharedBerth.url(), Leftovers.newDirectory("placement-client")));
    }

    @AfterAll
    static void stop() {
        if (clients != null) {
            clients.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> the_client_and_berth_understand_each_other() {
        return SCRIPT.tests(clients);
    }

    @Test
    void every_command_is_used() {
        List<String> names = Clients.run(Map.of("PATH", "/usr/bin:/bin"), List.of("/usr/bin/python3", "-c", COMMANDS))
                .expectSuccess().out().lines().map(name -> name.replace('_', ' ')).toList();
        assertThat(names).hasSizeGreaterThan(30);
        assertThat(names).allSatisfy(name -> assertThat(SCRIPT.commands())
                .as("openstack " + name)
                .anyMatch(command -> command.equals(name) || command.startsWith(name + " ")));
    }
}
