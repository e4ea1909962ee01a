package io.berth.server.cli.recurring;

import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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

    @Option(names = "--dry-run", description = "Tell what would be, and do nothing.")
    private boolean isDry;

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.delete(RecurringTable.of(id).with("dry_run", isDry));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        screen.say("recurring lease " + id + (isDry ? " would be deleted, with " : " is deleted, with ")
                + answer.path("deleted_leases").size() + " leases; "
                + answer.path("kept_leases").size() + (isDry ? " have started, and would stay" : " had started, and stay"));
    }
}
