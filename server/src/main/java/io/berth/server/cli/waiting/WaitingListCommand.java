package io.berth.server.cli.waiting;

import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** All waiting leases that the asker may see. */
@Command(
        name = "list",
        description = {
            "List leases that wait for what they reserve, and those that have waited.",
            "",
            "Those of the project; to administrators, all."
        },
        footer = {"", "Example: is it my turn soon?", "", "  berth waiting list --os-cloud berth-demo"})
final class WaitingListCommand extends AskingCommand {
    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.get(WaitingTable.all());
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        WaitingTable.show(answer.path("waiting_leases"), screen);
    }
}
