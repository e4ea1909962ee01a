package io.berth.server.cli.budget;

import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** A project's budget. */
@Command(
        name = "show",
        description = "Show a project's budget, what of it is used and what is left.",
        footer = {"", "Example:", "", "  berth budget show 4f0c1d2e3b5a49c8a7d6e5f4c3b2a190"})
final class BudgetShowCommand extends AskingCommand {
    @Parameters(paramLabel = "PROJECT", description = "The project's id.")
    private String project = "";

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.get(BudgetTable.of(project));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        BudgetTable.show(List.of(answer.path("budget")), screen);
    }
}
