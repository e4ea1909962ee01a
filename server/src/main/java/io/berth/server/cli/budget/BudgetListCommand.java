package io.berth.server.cli.budget;

import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** All budgets that the asker may see. */
@Command(
        name = "list",
        description = {
            "List budgets, and what of them is used.",
            "",
            "All of them to administrators, to others that of their project."
        },
        footer = {"", "Example: what has my project left?", "", "  berth budget list --os-cloud berth-demo"})
final class BudgetListCommand extends AskingCommand {
    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.get(BudgetTable.all());
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        BudgetTable.show(answer.path("budgets"), screen);
    }
}
