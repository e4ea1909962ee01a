package io.berth.server.cli.recurring;

import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** One recurring lease. */
@Command(
        name = "show",
        description = "Show one recurring lease with its occurrences.",
        footer = {"", "Example:", "", "  berth recurring show 3c1f0a5e-7d0b-4a0e-9b53-0e6d0f0c9f11"})
final class RecurringShowCommand extends AskingCommand {
    @Parameters(paramLabel = "ID", description = "The recurring lease's id.")
    private String id = "";

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.get(RecurringTable.of(id));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        RecurringTable.show(List.of(answer.path("recurring_lease")), screen);
        screen.say("");
        RecurringTable.occurrences(answer.at("/recurring_lease/occurrences"), screen);
    }
}
