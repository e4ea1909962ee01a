package io.berth.server.cli.waiting;

import io.berth.server.cli.lease.LeaseWishes;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.DryRunOption;
import io.berth.server.cli.remote.OnceOption;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
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
            "Have a lease as soon as there is what it reserves.",
            "",
            "It starts as early as possible, from --start on and by the deadline, and lasts as long as from --start to --end.",
            "It is granted at once if all is free, else when something becomes free, the oldest first. The lease has the same id."
        },
        footer = {
            "",
            "Example: two hosts for two hours, some time today",
            "",
            "  berth waiting create tests --min 2 --start '2030-01-31 08:00' --end '2030-01-31 10:00' \\",
            "      --deadline '2030-01-31 20:00'",
            "",
            "Example: room for two instances, by this evening",
            "",
            "  berth waiting create small --start '2030-01-31 08:00' --end '2030-01-31 10:00' \\",
            "      --deadline '2030-01-31 20:00' \\",
            "      --reservation '{\"resource_type\": \"virtual:instance\", \"amount\": 2, \"vcpus\": 2, \"memory_mb\": 4096,",
            "                      \"disk_gb\": 10, \"affinity\": null, \"resource_properties\": \"\"}'"
        })
final class WaitingCreateCommand extends AskingCommand {
    @Parameters(paramLabel = "NAME", description = "What the lease shall be called.")
    private String name = "";

    @Mixin
    private LeaseWishes wishes = new LeaseWishes();

    @Option(names = "--deadline", paramLabel = "TIME", required = true, description = "The latest start, in UTC, as '2030-01-31 12:00'.")
    private String deadline = "";

    @Mixin
    private DryRunOption dryRun = new DryRunOption();

    @Mixin
    private OnceOption once = new OnceOption();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.post(
                dryRun.on(WaitingTable.all()),
                once.headers(),
                Map.of("lease", wishes.lease(name), "deadline", deadline));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        WaitingTable.showOne(answer.path("waiting_lease"), screen);
    }
}
