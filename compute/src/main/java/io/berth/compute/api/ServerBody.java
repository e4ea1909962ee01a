package io.berth.compute.api;

import io.berth.compute.server.CreateServer;
import io.berth.compute.server.Server;
import io.berth.compute.server.ServerAttributes;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The body of {@code POST /servers}, valid by {@link ServerSchema}, as what {@link CreateServer} wants. */
final class ServerBody {
    /** The scheduler hint that names the reservation on whose hosts the server belongs. */
    private static final String RESERVATION = "reservation";

    private static final Set<String> TRUE = Set.of("true", "1", "yes", "on", "t", "y");

    private ServerBody() {}

    static CreateServer.Wanted wanted(Call call, JsonNode body, UUID id, UUID messageId) {
        JsonNode server = body.get("server");
        requireOne(server);
        JsonNode hints = body.has("os:scheduler_hints")
                ? body.get("os:scheduler_hints")
                : body.path("OS-SCH-HNT:scheduler_hints");
        return new CreateServer.Wanted(
                id,
                messageId,
                call.caller().projectId().orElse(""),
                call.caller().userId(),
                call.request().requestId(),
                server.get("name").asString().strip(),
                server.get("flavorRef").asString(),
                text(server, "imageRef").filter(image -> !image.isEmpty()).or(() -> bootImage(server)),
                attributes(server, hints),
                awaited(server.path("networks")),
                reservation(hints));
    }

    private static void requireOne(JsonNode server) {
        for (String count : List.of("min_count", "max_count")) {
            if (server.has(count) && !server.get(count).asString().equals("1")) {
                throw new HttpProblem(400, "One request creates one server here: " + count + " must be 1.");
            }
        }
    }

    /** Newer clients name the image as the boot device. */
    private static Optional<String> bootImage(JsonNode server) {
        for (JsonNode device : server.path("block_device_mapping_v2")) {
            if (device.path("source_type").asString("").equals("image")) {
                return text(device, "uuid");
            }
        }
        return Optional.empty();
    }

    private static ServerAttributes attributes(JsonNode server, JsonNode hints) {
        Map<String, String> metadata = new LinkedHashMap<>();
        server.path("metadata").properties().forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asString()));
        List<String> groups = new ArrayList<>();
        server.path("security_groups").forEach(group -> text(group, "name").ifPresent(groups::add));
        List<String> tags = new ArrayList<>();
        server.path("tags").forEach(tag -> tags.add(tag.asString()));
        String name = server.get("name").asString().strip();
        return new ServerAttributes(
                text(server, "description"),
                metadata,
                tags.stream().distinct().toList(),
                text(server, "key_name"),
                text(server, "user_data"),
                TRUE.contains(server.path("config_drive").asString("").toLowerCase(Locale.ROOT)),
                groups.isEmpty() ? List.of("default") : groups.stream().distinct().toList(),
                text(server, "hostname").orElseGet(() -> hostname(name)),
                hints.isObject() ? Json.text(hints) : "{}");
    }

    /** A name as a host may have it (RFC 1123): what has no place in it goes. */
    private static String hostname(String name) {
        String plain = name.toLowerCase(Locale.ROOT)
                .replaceAll("[ _.]", "-")
                .replaceAll("[^a-z0-9-]", "")
                .replaceAll("^-+", "");
        return plain.substring(0, Math.min(plain.length(), 63)).replaceAll("-+$", "");
    }

    private static List<String> awaited(JsonNode networks) {
        if (!networks.isArray()) {
            return List.of();
        }
        List<String> awaited = new ArrayList<>();
        for (JsonNode network : networks) {
            text(network, "port")
                    .or(() -> text(network, "uuid").map(uuid -> Server.ANY_PORT_OF + uuid))
                    .ifPresent(awaited::add);
        }
        return awaited;
    }

    private static Optional<String> reservation(JsonNode hints) {
        JsonNode hint = hints.path(RESERVATION);
        JsonNode first = hint.isArray() ? hint.path(0) : hint;
        return first.isString() && !first.asString().isEmpty() ? Optional.of(first.asString()) : Optional.empty();
    }

    private static Optional<String> text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }
}
