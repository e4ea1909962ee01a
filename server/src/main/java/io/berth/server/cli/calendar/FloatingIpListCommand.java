package io.berth.server.cli.calendar;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.Column;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
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
            "For administrators, and for everyone in the lease's project."
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
        screen.tableOr(
                "none",
                answer.path("floatingips"),
                Column.of("address", "/floating_ip_address"),
                Column.of("start", "/start"),
                Column.of("end", "/end"),
                Column.of("reservation", "/reservation_id"),
                Column.of("network", "/floating_network_id"));
    }
}
