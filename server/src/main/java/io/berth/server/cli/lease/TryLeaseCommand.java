package io.berth.server.cli.calendar;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What would become of a lease. */
@Command(
        name = "try-lease",
        description = {
            "Tell whether a lease of hosts would be granted now, and how hosts were chosen. Nothing is reserved.",
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
    @Option(names = "--min", paramLabel = "N", defaultValue = "1", description = "At least so many hosts. Default: 1.")
    private int min = 1;

    @Option(names = "--max", paramLabel = "N", description = "At most so many hosts. Default: as many as at least.")
    private int max;

    @Option(names = "--start", paramLabel = "TIME", defaultValue = "now", description = "In UTC, as '2030-01-31 12:00', or now. Default: now.")
    private String start = "now";

    @Option(names = "--end", paramLabel = "TIME", required = true, description = "In UTC, as '2030-01-31 12:00'.")
    private String end = "";

    @Mixin
    private HostWishes wishes = new HostWishes();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        Map<String, Object> reservation = Map.of(
                "resource_type", "physical:host",
                "min", min,
                "max", Math.max(min, max),
                "hypervisor_properties", wishes.hypervisorProperties(),
                "resource_properties", wishes.resourceProperties());
        return berth.post(
                Address.of("/reservation/v1/leases").with("dry_run", true),
                Map.of("name", "try", "start_date", start, "end_date", end, "reservations", List.of(reservation), "events", List.of()));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        screen.say("it would be granted, from " + answer.at("/lease/start_date").asString() + " to "
                + answer.at("/lease/end_date").asString());
        screen.say("");
        screen.steps(answer.path("explanation"));
    }
}
