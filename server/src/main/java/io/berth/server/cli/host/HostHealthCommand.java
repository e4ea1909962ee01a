package io.berth.server.cli.host;

import io.berth.server.cli.maintenance.MoveTable;
import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Whether a host is well. */
@Command(
        name = "health",
        description = {
            "Show whether a host is healthy; with --set, say that it has failed, or is healthy again.",
            "",
            "A host that failed is not reservable any more, and the leases on it get another one where there is one."
        },
        footer = {
            "",
            "Example: what would become of leases if host 1 failed?",
            "",
            "  berth host health 1 --set failed --reason 'no power' --dry-run"
        })
final class HostHealthCommand extends AskingCommand {
    @Parameters(paramLabel = "HOST", description = "The host's number or name.")
    private String host = "";

    @Option(names = "--set", paramLabel = "STATUS", description = "failed or healthy.")
    private Optional<String> status = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "For administrators to read.")
    private String reason = "";

    @Option(names = "--dry-run", description = "With --set: only tell what would become of leases.")
    private boolean isDry;

    @Override
    protected JsonNode ask(RunningBerth berth) {
        Address health = Address.of("/berth/v1/hosts").below(host).below("health");
        if (status.isEmpty()) {
            return berth.get(health);
        }
        return berth.put(health.with("dry_run", isDry), Map.of("status", status.get(), "reason", reason));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        JsonNode health = answer.path("health");
        screen.say("host " + health.at("/host/id").asString() + ", " + health.at("/host/name").asString()
                + (answer.path("dry_run").asBoolean() ? " would be " : " is ") + health.path("status").asString()
                + (health.path("reason").asString().isEmpty() ? "" : ": " + health.path("reason").asString()));
        MoveTable.show("leases that leave it", answer.path("leases"), screen);
    }
}
