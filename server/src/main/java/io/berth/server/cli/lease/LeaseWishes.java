package io.berth.server.cli.lease;

import io.berth.server.cli.remote.HostWishes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A lease of hosts, in the words of Blazar. */
final class LeaseWishes {
    @Option(names = "--start", paramLabel = "TIME", defaultValue = "now", description = "In UTC, as '2030-01-31 12:00', or now. Default: now.")
    private String start = "now";

    @Option(names = "--end", paramLabel = "TIME", required = true, description = "In UTC, as '2030-01-31 12:00'.")
    private String end = "";

    @Option(names = "--min", paramLabel = "N", defaultValue = "1", description = "At least so many hosts. Default: 1.")
    private int min = 1;

    @Option(names = "--max", paramLabel = "N", description = "At most so many hosts. Default: as many as at least.")
    private int max;

    @Mixin
    private HostWishes hosts = new HostWishes();

    Map<String, Object> lease(String name) {
        Map<String, Object> reservation = Map.of(
                "resource_type", "physical:host",
                "min", min,
                "max", Math.max(min, max),
                "hypervisor_properties", hosts.hypervisorProperties(),
                "resource_properties", hosts.resourceProperties());
        Map<String, Object> lease = new LinkedHashMap<>();
        lease.put("name", name);
        lease.put("start_date", start);
        lease.put("end_date", end);
        lease.put("reservations", List.of(reservation));
        return lease;
    }
}
