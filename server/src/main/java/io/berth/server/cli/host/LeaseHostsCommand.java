package io.berth.server.cli.host;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.Column;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The hosts of a lease. */
@Command(
        name = "list",
        description = {
            "List the hosts that a lease has; of shared hosts, also how many slots.",
            "",
            "For administrators, and for everyone in the lease's project."
        },
        footer = {"", "Example:", "", "  berth host list 6ee55c78-ac52-41a6-99af-2d2d73bcc466"})
final class LeaseHostsCommand extends AskingCommand {
    @Parameters(paramLabel = "LEASE", description = "The lease's id.")
    private String lease = "";

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.get(Address.of("/berth/v1/leases").below(lease).below("hosts"));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        screen.tableOr(
                "none",
                answer.path("hosts"),
                Column.of("host", "/id"),
                Column.of("name", "/name"),
                Column.of("slots", "/slots"),
                Column.of("start", "/start"),
                Column.of("end", "/end"),
                Column.of("reservation", "/reservation_id"));
    }
}
