package io.berth.server.cli.waiting;

import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.DryRunOption;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private DryRunOption dryRun = new DryRunOption();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.delete(dryRun.on(WaitingTable.of(id)));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        screen.say("waiting lease " + id + (dryRun.isAsked() ? " would be withdrawn" : " is withdrawn"));
    }
}
