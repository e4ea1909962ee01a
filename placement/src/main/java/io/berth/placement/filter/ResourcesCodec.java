package io.berth.placement.filter;

import io.berth.placement.value.PythonInt;
import io.berth.placement.wire.PlacementProblem;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code resources=VCPU:2,MEMORY_MB:1024} (contract placement §8.2). */
public final class ResourcesCodec {
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private ResourcesCodec() {}

    /**
     * The amount of each class, in the order given. An amount beyond 64 bits stands for one that no inventory has.
     *
     * @throws PlacementProblem 400
     */
    public static Map<String, Long> read(String value) {
        if (value.isBlank()) {
            throw badlyFormed("empty string");
        }
        Map<String, Long> resources = new LinkedHashMap<>();
        for (String item : value.split(",", -1)) {
            String[] parts = item.split(":", -1);
            if (parts.length != 2) {
                throw badlyFormed(item);
            }
            BigInteger amount = PythonInt.parse(parts[1])
                    .orElseThrow(() -> PlacementProblem.invalid("Requested resource " + parts[0]
                            + " expected positive integer amount. Got: " + parts[1] + "."));
            if (amount.signum() < 1) {
                throw PlacementProblem.invalid(
                        "Requested resource " + parts[0] + " requires amount >= 1. Got: " + amount + ".");
            }
            resources.put(parts[0], amount.min(LONG_MAX).longValueExact());
        }
        return resources;
    }

    private static PlacementProblem badlyFormed(String got) {
        return PlacementProblem.invalid("Badly formed resources parameter. Expected resources query string parameter in"
                + " form: ?resources=VCPU:2,MEMORY_MB:1024. Got: " + got + ".");
    }
}
