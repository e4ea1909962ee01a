package io.berth.server.cli.lease;

import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Asks for a lease that may have to wait. */
@Command(
        name = "create",
        description = {
            "Have a lease of hosts as soon as there are some, from its start on and by the deadline at the latest.",
            "",
            "It is granted at once where there are hosts; else whoever frees some grants it, in turn. The lease has the same id."
        },
        footer = {
            "",
            "Example: two hosts for two hours, some time today",
            "",
            "  berth waiting create tests --min 2 --start '2030-01-31 08:00' --end '2030-01-31 10:00' --deadline '2030-01-31 20:00'"
        })
final class WaitingCreateCommand extends AskingCommand {
    @Parameters(paramLabel = "NAME", description = "What the lease shall be called.")
    private String name = "";

    @Mixin
    private LeaseWishes wishes = new LeaseWishes();

    @Option(names = "--deadline", paramLabel = "TIME", required = true, description = "The latest start, in UTC, as '2030-01-31 12:00'.")
    private String deadline = "";

    @Option(names = "--dry-run", description = "Tell what would be, and do nothing.")
    private boolean isDry;

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.post(
                isDry ? WaitingTable.all().with("dry_run", true) : WaitingTable.all(),
                Map.of("lease", wishes.lease(name), "deadline", deadline));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        WaitingTable.show(List.of(answer.path("waiting_lease")), screen);
    }
}
