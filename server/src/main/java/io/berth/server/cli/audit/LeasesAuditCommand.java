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
            "Look whether all that must hold of leases holds.",
            "",
            "No host is booked twice, bookings are as their leases, claims and slots in the ledger as booked, every event is armed",
            "once and none overdue, calendars in memory are as in the database.",
            "Reads everything as it is at one moment, and changes nothing. Exits with 0 if nothing is wrong, with 1 if something is:",
            "a line for each finding."
        },
        footer = {"", "Example: let things be due for five minutes before they count as overdue", "", "  berth audit leases --overdue-seconds 300"})
final class LeasesAuditCommand extends AskingCommand {
    @Option(names = "--overdue-seconds", paramLabel = "N", description = "How long something may be due. Default: 60.")
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
