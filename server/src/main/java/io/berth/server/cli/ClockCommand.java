package io.berth.server.cli;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.Column;
import io.berth.server.cli.remote.Refused;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What time it is for a Berth that simulates its site. */
@Command(
        name = "clock",
        description = {
            "Show the clock of a Berth that runs with --fake; or move it, as an administrator.",
            "",
            "Whatever falls due on the way happens at once: a test lives a month in seconds."
        },
        footer = {"", "Example: an hour later", "", "  berth clock --os-cloud berth --advance PT1H"})
final class ClockCommand extends AskingCommand {
    private static final int NOT_FOUND = 404;

    @Option(names = "--set", paramLabel = "TIME", description = "Move it there, in UTC, as 2030-01-31T12:00:00Z.")
    private Optional<String> time = Optional.empty();

    @Option(names = "--advance", paramLabel = "DURATION", description = "Move it on by so much, as PT1H, P30D or P1M.")
    private Optional<String> duration = Optional.empty();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        if (time.isPresent() && duration.isPresent()) {
            throw misuse("--set or --advance, not both");
        }
        Address clock = Address.of("/berth/v1/clock");
        try {
            return time.<Map<String, String>>map(it -> Map.of("now", it))
                    .or(() -> duration.map(it -> Map.of("advance", it)))
                    .map(wanted -> berth.put(clock, wanted))
                    .orElseGet(() -> berth.get(clock));
        } catch (Refused refused) {
            throw refused.status() == NOT_FOUND
                    ? refused.saying("this Berth goes by its system's clock: only one that runs with --fake has its own")
                    : refused;
        }
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        screen.table(
                List.of(answer), Column.of("now", "/now"), Column.of("ahead of the system by", "/ahead_of_the_system_by"));
    }
}
