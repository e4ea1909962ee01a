package io.berth.bench.world;

import io.berth.bench.target.Target;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Compute nodes without children, after placement's own load job (gate/perfload-runner.sh and the tool placeload that it runs):
 * all have VCPU, MEMORY_MB and DISK_GB and are in {@link #AGGREGATE}, and some in one or two others. Two of three have the trait
 * {@link #TRAIT}. They are far larger than placeload's, so that claims do not fill even one of them within a run.
 */
public record FlatWorld(int providers) implements World {
    /** placeload's. */
    public static final String AGGREGATE = "14a5c8a3-5a99-4e8f-88be-00d85fcb1c17";
    public static final String TRAIT = "HW_CPU_X86_AVX2";

    public static final String INVENTORIES = """
            {"VCPU":{"total":1000000,"max_unit":128},"MEMORY_MB":{"total":1000000000,"min_unit":128},\
            "DISK_GB":{"total":100000000,"min_unit":5}}""";

    private static final List<String> AGGREGATES =
            List.of(AGGREGATE, "66d98e7c-3c25-485d-a0dc-1cea651884de", "a59dbb28-fd98-4c6e-9ec5-ae5f3d04b0aa");
    private static final List<List<String>> TRAITS =
            List.of(List.of(TRAIT), List.of("STORAGE_DISK_SSD"), List.of(TRAIT, "STORAGE_DISK_SSD"));

    @Override
    public String name() {
        return "flat_" + providers;
    }

    public UUID provider(int number) {
        return ProviderMaker.uuid("flat " + number);
    }

    /** How many of the providers have {@link #TRAIT}. */
    public int withTrait() {
        return providers - (providers + 1) / 3;
    }

    @Override
    public void build(Target target) {
        Crew.run(target.placement(), providers, (connection, number) ->
                new ProviderMaker(target.placement(), connection).make(new ProviderMaker.Plan(
                        provider(number),
                        Optional.empty(),
                        INVENTORIES,
                        AGGREGATES.subList(0, 1 + number / 3 % AGGREGATES.size()),
                        TRAITS.get(number % TRAITS.size()))));
    }
}
