package io.berth.placement.provider;

import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.Microversion;
import io.berth.http.schema.JsonSchema;
import io.berth.placement.Provider;
import io.berth.placement.wire.Bodies;
import io.berth.placement.wire.Replies;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Providers on the wire (contract placement §8.1, §8.3).
 *
 * <ul>
 *   <li>1.0 links self, inventories, usages; 1.1 aggregates; 1.6 traits; 1.11 allocations
 *   <li>1.14 parent and root shown; parent taken
 *   <li>1.20 the answer to POST has a body
 *   <li>1.37 another parent, or none any more
 * </ul>
 */
final class ProviderCodec {
    private static final String NAME = "\"name\": {\"type\": \"string\", \"maxLength\": 200}";
    private static final String UUID_TEXT = "\"uuid\": {\"type\": \"string\", \"format\": \"uuid\"}";
    private static final String PARENT =
            "\"parent_provider_uuid\": {\"type\": [\"string\", \"null\"], \"format\": \"uuid\"}";

    private static final JsonSchema POST_0 = schema(NAME, UUID_TEXT);
    private static final JsonSchema POST_14 = schema(NAME, UUID_TEXT, PARENT);
    private static final JsonSchema PUT_0 = schema(NAME);
    private static final JsonSchema PUT_14 = schema(NAME, PARENT);

    private ProviderCodec() {}

    private static JsonSchema schema(String... properties) {
        return JsonSchema.of("""
                {"type": "object", "properties": {%s}, "required": ["name"], "additionalProperties": false}
                """.formatted(String.join(", ", properties)));
    }

    /**
     * What a client wants to create.
     *
     * @param parent as it is spelled; absent for none
     */
    record Creation(String name, Optional<String> uuid, Optional<String> parent) {}

    static Creation creation(Call call) {
        JsonNode body = Bodies.read(call, call.version().isAtLeast(1, 14) ? POST_14 : POST_0);
        return new Creation(body.path("name").asString(), text(body, "uuid"), text(body, "parent_provider_uuid"));
    }

    static UpdateProvider.Wanted update(Call call) {
        JsonNode body = Bodies.read(call, call.version().isAtLeast(1, 14) ? PUT_14 : PUT_0);
        UpdateProvider.Parent parent = !body.has("parent_provider_uuid")
                ? new UpdateProvider.Parent.Same()
                : text(body, "parent_provider_uuid")
                        .<UpdateProvider.Parent>map(UpdateProvider.Parent.Below::new)
                        .orElseGet(UpdateProvider.Parent.None::new);
        return new UpdateProvider.Wanted(
                body.path("name").asString(), parent, call.version().isAtLeast(1, 37));
    }

    private static Optional<String> text(JsonNode body, String key) {
        JsonNode value = body.path(key);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    static ObjectNode representation(Provider provider, Call call) {
        Microversion version = call.version();
        ObjectNode node = Json.object();
        node.put("uuid", provider.uuid().toString());
        node.put("name", provider.name());
        node.put("generation", provider.generation());
        if (version.isAtLeast(1, 14)) {
            node.put("parent_provider_uuid", provider.parent().map(UUID::toString).orElse(null));
            node.put("root_provider_uuid", provider.root().toString());
        }
        ArrayNode links = node.putArray("links");
        String self = Replies.href(call, path(provider.uuid()));
        link(links, "self", self);
        link(links, "inventories", self + "/inventories");
        link(links, "usages", self + "/usages");
        if (version.isAtLeast(1, 1)) {
            link(links, "aggregates", self + "/aggregates");
        }
        if (version.isAtLeast(1, 6)) {
            link(links, "traits", self + "/traits");
        }
        if (version.isAtLeast(1, 11)) {
            link(links, "allocations", self + "/allocations");
        }
        return node;
    }

    static String path(UUID provider) {
        return "/resource_providers/" + provider;
    }

    private static void link(ArrayNode links, String rel, String href) {
        links.addObject().put("rel", rel).put("href", href);
    }
}
