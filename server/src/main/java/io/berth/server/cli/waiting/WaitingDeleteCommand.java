package io.berth.server.cli.waiting;

import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Waits no more. */
@Command(
        name = "delete",
        description = "Withdraw a waiting lease. One that was granted is a lease by now: delete that.",
        footer = {"", "Example:", "", "  berth waiting delete 3c1f0a5e-7d0b-4a0e-9b53-0e6d0f0c9f11"})
final class WaitingDeleteCommand extends AskingCommand {
    @Parameters(paramLabel = "ID", description = "The waiting lease's id.")
    private String id = "";

    @Option(names = "--dry-run", description = "Tell what would be, and do nothing.")
    private boolean isDry;

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.delete(WaitingTable.of(id).with("dry_run", isDry));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        screen.say("waiting lease " + id + (isDry ? " would be withdrawn" : " is withdrawn"));
    }
}
