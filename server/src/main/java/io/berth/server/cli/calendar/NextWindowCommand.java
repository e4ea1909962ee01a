package io.berth.server.cli.calendar;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.Column;
import io.berth.server.cli.remote.HostWishes;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** The earliest windows in which so many hosts are free together. */
@Command(
        name = "next-window",
        description = {
            "Find the earliest windows in which so many hosts are free together for so long.",
            "",
            "A lease may start at any minute from START to LATEST START; the hosts shown are those of the earliest start."
        },
        footer = {"", "Example: the next three times at which two hosts are free for a working day", "", "  berth next-window --hosts 2 --hours 8 -k 3"})
public final class NextWindowCommand extends AskingCommand {
    /** What fits on a line; {@code --json} has them all. */
    private static final int NAMES_SHOWN = 5;

    @Option(names = "--hosts", paramLabel = "N", description = "How many. Default: 1.")
    private Optional<Integer> hosts = Optional.empty();

    @Option(names = "--hours", paramLabel = "H", required = true, description = "For how long; fractions are fine.")
    private String hours = "";

    @Option(names = "--from", paramLabel = "TIME", description = "The earliest start, in UTC, as 2030-01-31T12:00:00Z. Default: now.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--until", paramLabel = "TIME", description = "The latest start. Default: 90 days later.")
    private Optional<String> until = Optional.empty();

    @Option(names = "-k", paramLabel = "N", description = "How many windows. Default: 1.")
    private Optional<Integer> count = Optional.empty();

    @Mixin
    private HostWishes wishes = new HostWishes();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.get(wishes.addTo(Address.of("/berth/v1/next_window")
                .with("hosts", hosts)
                .with("hours", hours)
                .with("from", from)
                .with("until", until)
                .with("k", count)));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        if (answer.path("windows").isEmpty()) {
            screen.say("no window until " + answer.path("searched_until").asString());
            screen.say("");
            screen.steps(answer.path("explanation"));
            return;
        }
        screen.table(
                answer.path("windows"),
                Column.of("start", "/start"),
                Column.of("end", "/end"),
                Column.of("latest start", "/latest_start"),
                new Column("hosts", window -> names(window.path("hosts"))));
    }

    private static String names(JsonNode hosts) {
        String first = hosts.valueStream()
                .limit(NAMES_SHOWN)
                .map(host -> host.path("name").asString())
                .collect(Collectors.joining(", "));
        return hosts.size() > NAMES_SHOWN ? first + " and " + (hosts.size() - NAMES_SHOWN) + " more" : first;
    }
}
