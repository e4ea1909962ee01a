package io.berth.server.cli.maintenance;

import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.Screen;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What may be in the way of leases, and shows what becomes of each. */
abstract class DisplacingCommand extends AskingCommand {
    @Option(
            names = "--on-conflict",
            paramLabel = "WHAT",
            defaultValue = "refuse",
            description = "Where leases are in the way: refuse; move those that have not started, or refuse if one cannot; or force all off, as when hosts fail. Default: refuse.")
    protected String onConflict = "refuse";

    @Option(names = "--dry-run", description = "Only tell what would become of leases; exits with 1 where it would be refused.")
    protected boolean isDry;

    @Override
    protected void show(JsonNode answer, Screen screen) {
        MaintenanceTable.showOutcome(answer, screen);
    }

    @Override
    protected int status(JsonNode answer) {
        return answer.path("possible").asBoolean(true) ? 0 : FAILED;
    }
}
