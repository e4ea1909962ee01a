package io.berth.server.cli.budget;

import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Takes a project's budget away. */
@Command(
        name = "remove",
        description = "Remove a project's budget: nothing limits the project any more.",
        footer = {"", "Example:", "", "  berth budget remove 4f0c1d2e3b5a49c8a7d6e5f4c3b2a190"})
final class BudgetRemoveCommand extends AskingCommand {
    @Parameters(paramLabel = "PROJECT", description = "The project's id.")
    private String project = "";

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.delete(BudgetTable.of(project));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        screen.say("project " + project + " has no budget any more");
    }
}
