package io.berth.server.cli.maintenance;

import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.DryRunOption;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Opens hosts. */
@Command(
        name = "lift",
        description = "Open the hosts of a maintenance now.",
        footer = {"", "Example:", "", "  berth maintenance lift 0f8c7a52-3c1e-4f8e-9d0a-6b5c4d3e2f10"})
final class MaintenanceLiftCommand extends AskingCommand {
    @Parameters(paramLabel = "ID", description = "As list shows it.")
    private String id = "";

    @Mixin
    private DryRunOption dryRun = new DryRunOption();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.delete(dryRun.on(MaintenanceTable.of(id)));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        MaintenanceTable.showOutcome(answer, screen);
    }
}
