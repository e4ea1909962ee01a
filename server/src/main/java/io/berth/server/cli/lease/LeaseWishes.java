package io.berth.server.cli.lease;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A lease of hosts, in the words of Blazar. */
final class LeaseWishes {
    @Parameters(paramLabel = "NAME", description = "What the lease shall be called.")
    private String name = "";

    @Option(names = "--start", paramLabel = "TIME", defaultValue = "now", description = "In UTC, as '2030-01-31 12:00', or now. Default: now.")
    private String start = "now";

    @Option(names = "--end", paramLabel = "TIME", required = true, description = "In UTC, as '2030-01-31 12:00'.")
    private String end = "";

    @Option(names = "--min", paramLabel = "N", defaultValue = "1", description = "At least so many hosts. Default: 1.")
    private int min = 1;

    @Option(names = "--max", paramLabel = "N", description = "At most so many hosts. Default: as many as at least.")
    private int max;

    @Option(
            names = "--hypervisor-properties",
            paramLabel = "EXPRESSION",
            description = "What hosts must be: '[\">=\", \"$$memory_mb\", \"200000\"]'.")
    private Optional<String> hypervisorProperties = Optional.empty();

    @Option(
            names = "--resource-properties",
            paramLabel = "EXPRESSION",
            description = "The same, about extra capabilities: '[\"==\", \"$$gpu\", \"True\"]'.")
    private Optional<String> resourceProperties = Optional.empty();

    Map<String, Object> lease() {
        Map<String, Object> reservation = Map.of(
                "resource_type", "physical:host",
                "min", min,
                "max", Math.max(min, max),
                "hypervisor_properties", hypervisorProperties.orElse(""),
                "resource_properties", resourceProperties.orElse(""));
        Map<String, Object> lease = new LinkedHashMap<>();
        lease.put("name", name);
        lease.put("start_date", start);
        lease.put("end_date", end);
        lease.put("reservations", List.of(reservation));
        return lease;
    }
}
