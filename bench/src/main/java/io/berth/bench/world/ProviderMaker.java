package io.berth.bench.world;

import io.berth.bench.client.Connection;
import io.berth.bench.client.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes providers as clients make them: POST, then PUT of inventories, aggregates and traits, each with the generation. */
final class ProviderMaker {
    private final Endpoint endpoint;
    private final Connection connection;

    ProviderMaker(Endpoint endpoint, Connection connection) {
        this.endpoint = endpoint;
        this.connection = connection;
    }

    /**
     * A provider to be.
     *
     * @param inventories the value of {@code inventories}, JSON
     */
    record Plan(UUID uuid, Optional<UUID> parent, String inventories, List<String> aggregates, List<String> traits) {}

    /** The same for the same words, so that workloads know it without asking. */
    static UUID uuid(String words) {
        return UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8));
    }

    void make(Plan plan) {
        String parent = plan.parent().map(uuid -> ",\"parent_provider_uuid\":\"" + uuid + "\"").orElse("");
        send("POST", "/resource_providers", "{\"uuid\":\"%s\",\"name\":\"%s\"%s}".formatted(plan.uuid(), plan.uuid(), parent));
        String path = "/resource_providers/" + plan.uuid();
        int generation = 0;
        if (!plan.inventories().isEmpty()) {
            put(path + "/inventories", generation++, "\"inventories\":" + plan.inventories());
        }
        if (!plan.aggregates().isEmpty()) {
            put(path + "/aggregates", generation++, "\"aggregates\":" + list(plan.aggregates()));
        }
        if (!plan.traits().isEmpty()) {
            put(path + "/traits", generation, "\"traits\":" + list(plan.traits()));
        }
    }

    private void put(String path, int generation, String rest) {
        send("PUT", path, "{\"resource_provider_generation\":" + generation + "," + rest + "}");
    }

    private static String list(List<String> texts) {
        return texts.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
    }

    private void send(String method, String path, String json) {
        connection.ask(endpoint.request(method, path, json)).expect(200, 201);
    }

    /** Makes custom names known; a PUT without a body makes a name or finds it. */
    void makeKnown(String path) {
        connection.ask(endpoint.request("PUT", path, "")).expect(201, 204);
    }
}
