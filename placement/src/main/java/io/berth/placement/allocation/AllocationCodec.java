package io.berth.placement.allocation;

import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.Microversion;
import io.berth.placement.Consumer;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.ConsumerAllocations.Expected;
import io.berth.placement.Provider;
import io.berth.placement.index.LedgerIndex;
import io.berth.placement.value.Numbers;
import io.berth.placement.value.Uuids;
import io.berth.placement.wire.Bodies;
import io.berth.placement.wire.PlacementProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Consumers' allocations on the wire; {@link AllocationSchemas} has the forms by version. */
public final class AllocationCodec {
    private static final String UNKNOWN_TYPE = "unknown";

    private AllocationCodec() {}

    /**
     * What a body asks for.
     *
     * @param unknownProvider a provider that is spelled as none is stored, and so does not exist
     */
    public record Wanted(List<ConsumerAllocations> consumers, Optional<String> unknownProvider) {}

    static Wanted put(Call call, String consumer, IncompleteConsumer incomplete) {
        Reader reader = new Reader(call.version(), incomplete);
        reader.add(consumer, Bodies.read(call, AllocationSchemas.put(call.version())));
        return reader.wanted();
    }

    static Wanted post(Call call) {
        return several(Bodies.read(call, AllocationSchemas.post(call.version())), call.version());
    }

    /** @param byConsumer that follows the schema of several consumers at this version */
    public static Wanted several(JsonNode byConsumer, Microversion version) {
        Reader reader = new Reader(version, IncompleteConsumer.STANDARD); // these bodies are younger than 1.8
        for (Map.Entry<String, JsonNode> entry : byConsumer.properties()) {
            reader.add(entry.getKey(), entry.getValue());
        }
        return reader.wanted();
    }

    private static final class Reader {
        private final Microversion version;
        private final IncompleteConsumer incomplete;
        private final List<ConsumerAllocations> consumers = new ArrayList<>();
        private Optional<String> unknownProvider = Optional.empty();

        Reader(Microversion version, IncompleteConsumer incomplete) {
            this.version = version;
            this.incomplete = incomplete;
        }

        Wanted wanted() {
            return new Wanted(consumers, unknownProvider);
        }

        void add(String consumer, JsonNode body) {
            Map<UUID, Map<String, Long>> resources = new LinkedHashMap<>();
            JsonNode allocations = body.path("allocations");
            if (allocations.isArray()) {
                allocations.forEach(it -> put(resources, it.path("resource_provider").path("uuid").asString(), it));
            } else {
                allocations.properties().forEach(it -> put(resources, it.getKey(), it.getValue()));
            }
            consumers.add(new ConsumerAllocations(
                    consumer,
                    version.isAtLeast(1, 8) ? body.path("project_id").asString() : incomplete.projectId(),
                    version.isAtLeast(1, 8) ? body.path("user_id").asString() : incomplete.userId(),
                    version.isAtLeast(1, 38) ? Optional.of(type(body)) : Optional.empty(),
                    resources,
                    expected(body)));
        }

        private void put(Map<UUID, Map<String, Long>> resources, String provider, JsonNode allocation) {
            Optional<UUID> uuid = Uuids.asStored(provider);
            if (uuid.isEmpty()) {
                unknownProvider = unknownProvider.or(() -> Optional.of(provider));
                return;
            }
            Map<String, Long> amounts = new LinkedHashMap<>();
            allocation.path("resources").properties().forEach(it -> amounts.put(it.getKey(), Numbers.clamped(it.getValue())));
            resources.put(uuid.get(), amounts);
        }

        private Expected expected(JsonNode body) {
            if (!version.isAtLeast(1, 28)) {
                return Expected.ANYTHING;
            }
            JsonNode generation = body.path("consumer_generation");
            return generation.isNull() ? new Expected.New() : new Expected.Generation(Numbers.clamped(generation));
        }

        /** The schema's pattern lets a line break pass at the end; no type has such a name. */
        private static String type(JsonNode body) {
            String type = body.path("consumer_type").asString();
            if (type.endsWith("\n")) {
                throw PlacementProblem.invalid("JSON does not validate: consumer_type ends with a line break");
            }
            return type;
        }
    }

    static ObjectNode consumer(LedgerIndex.Holdings holdings, Microversion version) {
        Optional<Consumer> consumer = holdings.consumer();
        ObjectNode body = Json.object();
        ObjectNode allocations = body.putObject("allocations");
        if (consumer.isEmpty()) {
            return body;
        }
        consumer.get().allocations().forEach((uuid, amounts) -> {
            ObjectNode allocation = allocations.putObject(uuid.toString());
            holdings.world().node(uuid).ifPresent(it -> allocation.put("generation", it.provider().generation()));
            resources(allocation, amounts);
        });
        if (version.isAtLeast(1, 12)) {
            body.put("project_id", consumer.get().projectId());
            body.put("user_id", consumer.get().userId());
        }
        if (version.isAtLeast(1, 28)) {
            body.put("consumer_generation", consumer.get().generation());
        }
        if (version.isAtLeast(1, 38)) {
            body.put("consumer_type", consumer.get().type().orElse(UNKNOWN_TYPE));
        }
        return body;
    }

    /** What a provider's consumers use of it. */
    static ObjectNode ofProvider(
            Provider provider, SortedMap<String, ProviderAllocationStore.Usage> byConsumer, Microversion version) {
        ObjectNode body = Json.object();
        ObjectNode allocations = body.putObject("allocations");
        byConsumer.forEach((consumer, usage) -> {
            ObjectNode allocation = allocations.putObject(consumer);
            resources(allocation, usage.amounts());
            if (version.isAtLeast(1, 28)) {
                allocation.put("consumer_generation", usage.consumerGeneration());
            }
        });
        body.put("resource_provider_generation", provider.generation());
        return body;
    }

    private static void resources(ObjectNode allocation, SortedMap<String, Long> amounts) {
        ObjectNode resources = allocation.putObject("resources");
        amounts.forEach(resources::put);
    }
}
