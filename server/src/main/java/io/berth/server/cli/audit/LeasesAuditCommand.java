package io.berth.server.cli.audit;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Whether all that must hold of leases holds. */
@Command(
        name = "leases",
        description = {
            "Check that leases, their bookings, their claims in the ledger and their events agree.",
            "",
            "No host or address is booked twice, bookings last as long as their leases, the ledger has what was booked, each lease has "
                    + "its next event armed once and none is overdue, and the calendars in memory are as in the database.",
            "Reads everything as it is at one moment, and changes nothing. Exits with 0 if nothing is wrong, with 1 if something is, "
                    + "and prints a line for each finding."
        },
        footer = {"", "Example: count events as overdue only after five minutes", "", "  berth audit leases --overdue-seconds 300"})
final class LeasesAuditCommand extends AskingCommand {
    @Option(names = "--overdue-seconds", paramLabel = "N", description = "How late an event may be before it counts as overdue. Default: 60.")
    private Optional<Integer> overdueSeconds = Optional.empty();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.get(Address.of("/berth/v1/audit/leases").with("overdue_seconds", overdueSeconds));
    }

    @Override
    protected void show(JsonNode audit, Screen screen) {
        audit.path("checks").forEach(check -> {
            JsonNode findings = check.path("findings");
            String count = findings.size() + (check.path("is_complete").asBoolean() ? "" : " or more");
            screen.say((findings.isEmpty() ? "ok    " : "WRONG ") + check.path("promise").asString()
                    + (findings.isEmpty() ? "" : " (" + check.path("check").asString() + ": " + count + ")"));
            findings.forEach(it -> screen.say("      " + it.path("subject").asString() + ": " + it.path("what").asString()));
        });
    }

    @Override
    protected int status(JsonNode audit) {
        return audit.path("clean").asBoolean() ? 0 : FAILED;
    }
}
