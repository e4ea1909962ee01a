package io.berth.server.cli.maintenance;

import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** All that are not over. */
@Command(
        name = "list",
        description = "List which hosts are closed, and will be.",
        footer = {"", "Example:", "", "  berth maintenance list --os-cloud berth"})
final class MaintenanceListCommand extends AskingCommand {
    @Option(names = "--all", description = "Those that are over or were lifted, too.")
    private boolean all;

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.get(MaintenanceTable.all().with("all", all));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        MaintenanceTable.show(answer.path("maintenances"), screen);
    }
}
