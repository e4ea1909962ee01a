package io.berth.server.cli.waiting;

import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** One waiting lease. */
@Command(
        name = "show",
        description = "Show one waiting lease: its position, and when it can be expected to start.",
        footer = {"", "Example:", "", "  berth waiting show 3c1f0a5e-7d0b-4a0e-9b53-0e6d0f0c9f11"})
final class WaitingShowCommand extends AskingCommand {
    @Parameters(paramLabel = "ID", description = "The waiting lease's id.")
    private String id = "";

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.get(WaitingTable.of(id));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        WaitingTable.showOne(answer.path("waiting_lease"), screen);
    }
}
