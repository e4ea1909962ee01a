package io.berth.server.cli.lease;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** What would become of a lease. */
@Command(
        name = "try-lease",
        description = {
            "Tell whether a lease would be granted now, and how that was chosen. Nothing is reserved.",
            "",
            "Exits with 1 and the reason where it would be refused."
        },
        footer = {
            "",
            "Example: could I have one to three hosts for the first day of 2030?",
            "",
            "  berth try-lease --min 1 --max 3 --start '2030-01-01 00:00' --end '2030-01-02 00:00'"
        })
public final class TryLeaseCommand extends AskingCommand {
    @Mixin
    private LeaseWishes wishes = new LeaseWishes();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        Map<String, Object> lease = wishes.lease("try");
        lease.put("events", List.of());
        return berth.post(Address.of("/reservation/v1/leases").with("dry_run", true), lease);
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        screen.say("it would be granted, from " + answer.at("/lease/start_date").asString() + " to "
                + answer.at("/lease/end_date").asString());
        screen.say("");
        screen.steps(answer.path("explanation"));
    }
}
