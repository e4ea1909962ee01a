package io.berth.server.cli.calendar;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.Column;
import io.berth.server.cli.remote.HostWishes;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Which hosts are free in a window. */
@Command(
        name = "availability",
        description = {
            "Tell which hosts are free from start to end, and how many each condition removed.",
            "",
            "A host counts as free where a lease for just that window could have it: its cleaning afterwards is looked at too."
        },
        footer = {
            "",
            "Example: hosts with 200 GB of memory or more that are free for the first day of 2030",
            "",
            "  berth availability --start 2030-01-01T00:00:00Z --end 2030-01-02T00:00:00Z \\",
            "    --hypervisor-properties '[\">=\", \"$$memory_mb\", \"200000\"]'"
        })
public final class AvailabilityCommand extends AskingCommand {
    @Option(names = "--start", paramLabel = "TIME", description = "In UTC, as 2030-01-31T12:00:00Z, or now. Default: now.")
    private Optional<String> start = Optional.empty();

    @Option(names = "--end", paramLabel = "TIME", description = "Default: a day after the start.")
    private Optional<String> end = Optional.empty();

    @Mixin
    private HostWishes wishes = new HostWishes();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.get(wishes.addTo(Address.of("/berth/v1/availability").with("start", start).with("end", end)));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        screen.say(answer.path("free").asInt() + " hosts are free from " + answer.path("start").asString() + " to "
                + answer.path("end").asString());
        screen.say("");
        screen.table(answer.path("hosts"), Column.of("host", "/id"), Column.of("name", "/name"));
        screen.say("");
        screen.steps(answer.path("explanation"));
    }
}
