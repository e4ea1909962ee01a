package io.berth.server.cli.calendar;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The addresses of a lease. */
@Command(
        name = "list",
        description = {
            "List the addresses that a lease has.",
            "",
            "To administrators, and to everyone of the lease's project."
        },
        footer = {"", "Example:", "", "  berth floatingip list 6ee55c78-ac52-41a6-99af-2d2d73bcc466"})
final class FloatingIpListCommand extends AskingCommand {
    @Parameters(paramLabel = "LEASE", description = "The lease's id.")
    private String lease = "";

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.get(Address.of("/berth/v1/leases").below(lease).below("floatingips"));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        if (answer.path("floatingips").isEmpty()) {
            screen.say("none");
            return;
        }
        List<List<?>> rows = new ArrayList<>();
        answer.path("floatingips").forEach(it -> rows.add(List.of(
                it.path("floating_ip_address"),
                it.path("start"),
                it.path("end"),
                it.path("reservation_id"),
                it.path("floating_network_id"))));
        screen.table(List.of("address", "start", "end", "reservation", "network"), rows);
    }
}
