package io.berth.server.cli.recurring;

import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.DryRunOption;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Deletes a recurring lease. */
@Command(
        name = "delete",
        description = "Delete a recurring lease, and those of its leases that have not started.",
        footer = {"", "Example:", "", "  berth recurring delete 3c1f0a5e-7d0b-4a0e-9b53-0e6d0f0c9f11"})
final class RecurringDeleteCommand extends AskingCommand {
    @Parameters(paramLabel = "ID", description = "The recurring lease's id.")
    private String id = "";

    @Mixin
    private DryRunOption dryRun = new DryRunOption();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.delete(dryRun.on(RecurringTable.of(id)));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        screen.say("recurring lease " + id + (dryRun.isAsked() ? " would be deleted, with " : " is deleted, with ")
                + answer.path("deleted_leases").size() + " leases; "
                + answer.path("kept_leases").size() + (dryRun.isAsked() ? " have started, and would stay" : " had started, and stay"));
    }
}
