package io.berth.server.cli.recurring;

import io.berth.server.cli.lease.LeaseWishes;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.DryRunOption;
import io.berth.server.cli.remote.OnceOption;
import io.berth.server.cli.remote.Refused;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Asks for a lease again and again. */
@Command(
        name = "create",
        description = {
            "Have a lease again and again, by a rule of RFC 5545. Start and end, in UTC, are those of the first.",
            "",
            "All occurrences are booked or none; with --possible, those that can be."
        },
        footer = {
            "",
            "Example: three hosts on ten Mondays from 10:00 to 12:00 in Berlin, in winter and in summer",
            "",
            "  berth recurring create class --min 3 --start '2030-01-07 09:00' --end '2030-01-07 11:00' \\",
            "      --rule 'FREQ=WEEKLY;COUNT=10' --time-zone Europe/Berlin"
        })
final class RecurringCreateCommand extends AskingCommand {
    @Parameters(paramLabel = "NAME", description = "What the lease shall be called.")
    private String name = "";

    @Mixin
    private LeaseWishes wishes = new LeaseWishes();

    @Option(names = "--rule", paramLabel = "RRULE", required = true, description = "When it comes again: 'FREQ=WEEKLY;COUNT=10'. It must end.")
    private String rule = "";

    @Option(names = "--time-zone", paramLabel = "ZONE", description = "Whose local time the rule goes by, as Europe/Berlin. Default: UTC.")
    private Optional<String> timeZone = Optional.empty();

    @Option(names = "--possible", description = "Book the occurrences that are possible, though others are not.")
    private boolean isPossibleEnough;

    @Option(names = "--except", paramLabel = "TIME", description = "The start of an occurrence that is left out, in UTC. May be given several times.")
    private List<String> exceptions = List.of();

    @Mixin
    private DryRunOption dryRun = new DryRunOption();

    @Mixin
    private OnceOption once = new OnceOption();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("lease", wishes.lease(name));
        body.put("rrule", rule);
        timeZone.ifPresent(zone -> body.put("time_zone", zone));
        body.put("accept", isPossibleEnough ? "possible" : "all");
        body.put("exdates", exceptions);
        try {
            return berth.post(dryRun.on(RecurringTable.all()), once.headers(), body);
        } catch (Refused refused) {
            if (refused.body().has("occurrences")) {
                return refused.body();
            }
            throw refused;
        }
    }

    @Override
    protected int status(JsonNode answer) {
        return answer.has("error") ? FAILED : 0;
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        if (answer.has("error")) {
            screen.say(answer.at("/error/message").asString());
            screen.say("");
            RecurringTable.occurrences(answer.path("occurrences"), screen);
            return;
        }
        RecurringTable.show(List.of(answer.path("recurring_lease")), screen);
        screen.say("");
        RecurringTable.occurrences(answer.at("/recurring_lease/occurrences"), screen);
    }
}
