package io.berth.bench.world;

import io.berth.bench.client.Connection;
import io.berth.bench.client.Endpoint;
import io.berth.bench.target.Target;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Trees of seven providers, after placement's own nested load job (gate/perfload-nested-runner.sh): a compute node with disk, two
 * NUMA nodes with processors and memory, under them two devices each. One NUMA node has {@code CUSTOM_FOO}, and two FPGAs.
 */
public record NestedWorld(int trees) implements World {
    @Override
    public String name() {
        return "nested_" + trees;
    }

    @Override
    public void build(Target target) {
        Endpoint endpoint = target.placement();
        try (Connection connection = new Connection(endpoint)) {
            new ProviderMaker(endpoint, connection).makeKnown("/traits/CUSTOM_FOO");
        }
        Crew.run(endpoint, trees, (connection, number) -> tree(new ProviderMaker(endpoint, connection), number));
    }

    private static void tree(ProviderMaker maker, int number) {
        UUID node = make(maker, number, "node", Optional.empty(), "{\"DISK_GB\":{\"total\":20480}}",
                List.of("COMPUTE_VOLUME_MULTI_ATTACH"));
        UUID numa0 = make(maker, number, "numa0", Optional.of(node), """
                {"VCPU":{"total":4,"reserved":2},"MEMORY_MB":{"total":2048,"min_unit":512,"step_size":256}}""",
                List.of("HW_NUMA_ROOT"));
        UUID numa1 = make(maker, number, "numa1", Optional.of(node), """
                {"VCPU":{"total":4},"MEMORY_MB":{"total":2048,"min_unit":256,"max_unit":1024}}""",
                List.of("HW_NUMA_ROOT", "CUSTOM_FOO"));
        make(maker, number, "fpga0", Optional.of(numa0), "{\"FPGA\":{\"total\":1}}", List.of());
        make(maker, number, "pgpu0", Optional.of(numa0), "{\"VGPU\":{\"total\":8}}", List.of());
        make(maker, number, "fpga1_0", Optional.of(numa1), "{\"FPGA\":{\"total\":1}}", List.of());
        make(maker, number, "fpga1_1", Optional.of(numa1), "{\"FPGA\":{\"total\":1}}", List.of());
    }

    private static UUID make(
            ProviderMaker maker, int number, String part, Optional<UUID> parent, String inventories, List<String> traits) {
        UUID uuid = ProviderMaker.uuid("nested " + number + " " + part);
        maker.make(new ProviderMaker.Plan(uuid, parent, inventories, List.of(), traits));
        return uuid;
    }
}
