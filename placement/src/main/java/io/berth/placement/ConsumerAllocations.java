package io.berth.placement;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All that a consumer is to have from now on, in place of whatever it has.
 *
 * @param consumerType absent leaves the type as it is
 * @param resources amounts (each at least 1) by provider and resource class, in the order in which they are judged; empty
 *     takes everything away
 * @param expected what the asker believes about the consumer's generation
 */
public record ConsumerAllocations(
        String consumer,
        String projectId,
        String userId,
        Optional<String> consumerType,
        Map<UUID, Map<String, Long>> resources,
        Expected expected) {

    public ConsumerAllocations {
        Map<UUID, Map<String, Long>> copy = new LinkedHashMap<>();
        resources.forEach((provider, amounts) ->
                copy.put(provider, Collections.unmodifiableMap(new LinkedHashMap<>(amounts))));
        resources = Collections.unmodifiableMap(copy);
    }

    /** What the asker believes about the consumer; a wrong belief is refused. */
    public sealed interface Expected {
        Expected ANYTHING = new Anything();

        record Anything() implements Expected {}

        /** The consumer has nothing yet. */
        record New() implements Expected {}

        record Generation(long generation) implements Expected {}
    }

    /** Allocations without a belief about what was before. */
    public static ConsumerAllocations of(
            String consumer,
            String projectId,
            String userId,
            Optional<String> consumerType,
            Map<UUID, Map<String, Long>> resources) {
        return new ConsumerAllocations(consumer, projectId, userId, consumerType, resources, Expected.ANYTHING);
    }

    /** Takes away everything that the consumer has. */
    public static ConsumerAllocations none(String consumer, String projectId, String userId) {
        return of(consumer, projectId, userId, Optional.empty(), Map.of());
    }

    public boolean isEmpty() {
        return resources.isEmpty();
    }
}
