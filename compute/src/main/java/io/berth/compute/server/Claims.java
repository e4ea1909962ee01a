package io.berth.compute.server;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Sums of what is claimed, by provider and resource class. */
final class Claims {
    private Claims() {}

    static Map<UUID, Map<String, Long>> copy(Map<UUID, ? extends Map<String, Long>> claims) {
        Map<UUID, Map<String, Long>> copy = new TreeMap<>();
        claims.forEach((provider, amounts) -> copy.put(provider, new TreeMap<>(amounts)));
        return copy;
    }

    /** Adds {@code sign} times the amounts; what comes to nothing goes. */
    static void add(Map<UUID, Map<String, Long>> claims, UUID provider, Map<String, Long> amounts, int sign) {
        Map<String, Long> sums = claims.computeIfAbsent(provider, any -> new TreeMap<>());
        amounts.forEach((name, amount) -> sums.merge(name, sign * amount, Long::sum));
        sums.values().removeIf(amount -> amount < 1);
        if (sums.isEmpty()) {
            claims.remove(provider);
        }
    }
}
