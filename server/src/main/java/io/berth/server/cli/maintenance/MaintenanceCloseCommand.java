package io.berth.server.cli.maintenance;

import io.berth.server.cli.remote.OnceOption;
import io.berth.server.cli.remote.RunningBerth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Closes hosts. */
@Command(
        name = "close",
        description = {
            "Close hosts to leases: for maintenance, in quarantine, or to be drained.",
            "",
            "A drained host keeps the leases that it has, and gets no new ones. The other kinds are refused where leases are in the "
                    + "way, with what would become of each; see --on-conflict."
        },
        footer = {
            "",
            "Example: which leases move and which break if two hosts are maintained on the first of February?",
            "",
            "  berth maintenance close node-1 node-2 --start 2030-02-01T00:00:00Z --end 2030-02-02T00:00:00Z \\",
            "    --on-conflict move --dry-run"
        })
final class MaintenanceCloseCommand extends DisplacingCommand {
    @Parameters(paramLabel = "HOST", arity = "1..*", description = "Hosts' numbers or names.")
    private List<String> hosts = List.of();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "maintenance",
            description = "maintenance, quarantine or drain. Default: maintenance.")
    private String kind = "maintenance";

    @Option(names = "--start", paramLabel = "TIME", description = "In UTC, as 2030-01-31T12:00:00Z. Default: now.")
    private Optional<String> start = Optional.empty();

    @Option(names = "--end", paramLabel = "TIME", description = "Required for a maintenance, optional for a quarantine; a drain lasts until it is lifted.")
    private Optional<String> end = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "For administrators to read.")
    private String reason = "";

    @Mixin
    private OnceOption once = new OnceOption();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("hosts", hosts);
        body.put("kind", kind);
        start.ifPresent(it -> body.put("start", it));
        end.ifPresent(it -> body.put("end", it));
        body.put("reason", reason);
        body.put("on_conflict", onConflict);
        return berth.post(MaintenanceTable.all().with("dry_run", isDry), once.headers(), body);
    }
}
