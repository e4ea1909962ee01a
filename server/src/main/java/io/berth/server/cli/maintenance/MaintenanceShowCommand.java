package io.berth.server.cli.maintenance;

import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** One of them. */
@Command(
        name = "show",
        description = "Show one maintenance.",
        footer = {"", "Example:", "", "  berth maintenance show 0f8c7a52-3c1e-4f8e-9d0a-6b5c4d3e2f10"})
final class MaintenanceShowCommand extends AskingCommand {
    @Parameters(paramLabel = "ID", description = "As list shows it.")
    private String id = "";

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.get(MaintenanceTable.of(id));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        MaintenanceTable.show(List.of(answer.path("maintenance")), screen);
    }
}
