package io.berth.server.cli.maintenance;

import io.berth.server.cli.remote.RunningBerth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Another end. */
@Command(
        name = "end",
        description = "End a maintenance earlier or later than planned.",
        footer = {"", "Example:", "", "  berth maintenance end 0f8c7a52-3c1e-4f8e-9d0a-6b5c4d3e2f10 --at 2030-01-31T12:00:00Z"})
final class MaintenanceEndCommand extends DisplacingCommand {
    @Parameters(paramLabel = "ID", description = "As list shows it.")
    private String id = "";

    @Option(names = "--at", paramLabel = "TIME", description = "In UTC, as 2030-01-31T12:00:00Z. Without it, a quarantine lasts until it is lifted.")
    private Optional<String> end = Optional.empty();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("end", end.orElse(null));
        body.put("on_conflict", onConflict);
        return berth.put(MaintenanceTable.of(id).with("dry_run", isDry), body);
    }
}
