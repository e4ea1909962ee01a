package io.berth.server.cli.lease;

import io.berth.server.cli.remote.HostWishes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A lease, in the words of Blazar: of hosts, where nothing else is asked for. */
public final class LeaseWishes {
    @Option(names = "--start", paramLabel = "TIME", description = "In UTC, as '2030-01-31 12:00', or now. Default: now.")
    private Optional<String> start = Optional.empty();

    @Option(names = "--end", paramLabel = "TIME", description = "In UTC, as '2030-01-31 12:00'. Required for a new lease.")
    private Optional<String> end = Optional.empty();

    @Option(names = "--min", paramLabel = "N", description = "At least so many hosts. Default: 1.")
    private Optional<Integer> min = Optional.empty();

    @Option(names = "--max", paramLabel = "N", description = "At most so many hosts. Default: as --min.")
    private Optional<Integer> max = Optional.empty();

    @Option(
            names = "--reservation",
            paramLabel = "JSON",
            converter = ReservationConverter.class,
            description = {
                "Reserve this, as the API takes it: '{\"resource_type\": \"virtual:floatingip\", \"network_id\": \"…\", \"amount\": 1}'.",
                "May be given several times. Hosts are reserved besides where --min, --max or properties are given."
            })
    private List<JsonNode> reservations = List.of();

    @Mixin
    private HostWishes hosts = new HostWishes();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** A new one. */
    public Map<String, Object> lease(String name) {
        List<Object> all = new ArrayList<>(reservations);
        if (all.isEmpty() || isOfHosts()) {
            all.add(ofHosts());
        }
        Map<String, Object> lease = new LinkedHashMap<>();
        lease.put("name", name);
        lease.put("start_date", start.orElse("now"));
        lease.put("end_date", end.orElseThrow(() -> misuse("Missing required option: '--end=TIME'")));
        lease.put("reservations", all);
        return lease;
    }

    /** What becomes different of one that there is. Its reservations are named by their ids, of whatever kind they are. */
    Map<String, Object> change() {
        if (isOfHosts()) {
            throw misuse("say what changes of a reservation by its id: --reservation '{\"id\": \"…\", \"min\": 2, \"max\": 3}'");
        }
        Map<String, Object> change = new LinkedHashMap<>();
        start.ifPresent(it -> change.put("start_date", it));
        end.ifPresent(it -> change.put("end_date", it));
        if (!reservations.isEmpty()) {
            change.put("reservations", reservations);
        }
        return change;
    }

    private ParameterException misuse(String message) {
        return new ParameterException(command.commandLine(), message);
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
