package io.berth.server.cli.lease;

import io.berth.server.cli.remote.HostWishes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** A lease, in the words of Blazar: of hosts, where nothing else is asked for. */
final class LeaseWishes {
    @Option(names = "--start", paramLabel = "TIME", defaultValue = "now", description = "In UTC, as '2030-01-31 12:00', or now. Default: now.")
    private String start = "now";

    @Option(names = "--end", paramLabel = "TIME", required = true, description = "In UTC, as '2030-01-31 12:00'.")
    private String end = "";

    @Option(names = "--min", paramLabel = "N", description = "At least so many hosts. Default: 1.")
    private Optional<Integer> min = Optional.empty();

    @Option(names = "--max", paramLabel = "N", description = "At most so many hosts. Default: as many as at least.")
    private Optional<Integer> max = Optional.empty();

    @Option(
            names = "--reservation",
            paramLabel = "JSON",
            converter = ReservationConverter.class,
            description = {
                "Reserve this, as the API takes it: '{\"resource_type\": \"virtual:floatingip\", \"network_id\": \"…\", \"amount\": 1}'.",
                "May be given several times. Hosts are reserved too where something is said of them."
            })
    private List<JsonNode> reservations = List.of();

    @Mixin
    private HostWishes hosts = new HostWishes();

    Map<String, Object> lease(String name) {
        List<Object> all = new ArrayList<>(reservations);
        if (all.isEmpty() || isOfHosts()) {
            all.add(ofHosts());
        }
        Map<String, Object> lease = new LinkedHashMap<>();
        lease.put("name", name);
        lease.put("start_date", start);
        lease.put("end_date", end);
        lease.put("reservations", all);
        return lease;
    }

    private boolean isOfHosts() {
        return min.isPresent()
                || max.isPresent()
                || !hosts.hypervisorProperties().isEmpty()
                || !hosts.resourceProperties().isEmpty();
    }

    private Map<String, Object> ofHosts() {
        int least = min.orElse(1);
        return Map.of(
                "resource_type", "physical:host",
                "min", least,
                "max", Math.max(least, max.orElse(least)),
                "hypervisor_properties", hosts.hypervisorProperties(),
                "resource_properties", hosts.resourceProperties());
    }
}
