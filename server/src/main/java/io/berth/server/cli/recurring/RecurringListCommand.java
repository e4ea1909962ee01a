package io.berth.server.cli.recurring;

import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** All recurring leases that the asker may see. */
@Command(
        name = "list",
        description = "List recurring leases: the project's, or all to administrators.",
        footer = {"", "Example:", "", "  berth recurring list --os-cloud berth-demo"})
final class RecurringListCommand extends AskingCommand {
    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.get(RecurringTable.all());
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        RecurringTable.show(answer.path("recurring_leases"), screen);
    }
}
