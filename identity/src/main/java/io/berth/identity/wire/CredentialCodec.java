package io.berth.identity.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

import io.berth.base.Characters;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.identity.credential.ApplicationCredential;
import io.berth.identity.credential.CreateCredential;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes application credentials (contract keystone §11, K60). */
final class CredentialCodec {
    /** As Keystone's schema has it. */
    private static final int NAME_LENGTH_MAX = 255;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private CredentialCodec() {}

    /** @param secret absent where one is to be made */
    record Creation(CreateCredential.Wanted wanted, Optional<String> secret) {
        @Override
        public String toString() {
            return "Creation[" + wanted + "]";
        }
    }

    /** @throws HttpProblem 400 */
    static Creation read(JsonNode body) {
        JsonNode node = body.path("application_credential");
        if (!node.isObject()) {
            throw BadBody.missing("application_credential");
        }
        if (node.path("access_rules").size() > 0) {
            throw new HttpProblem(400, "access_rules are not supported here: the services would not check them.");
        }
        String name = text(node, "name").orElseThrow(() -> BadBody.missing("name"));
        if (name.isEmpty() || Characters.count(name) > NAME_LENGTH_MAX) {
            throw new HttpProblem(
                    400, "Invalid input for field 'name': its length must be between 1 and " + NAME_LENGTH_MAX);
        }
        JsonNode unrestricted = node.path("unrestricted");
        if (!unrestricted.isMissingNode() && !unrestricted.isNull() && !unrestricted.isBoolean()) {
            throw BadBody.wrongType("unrestricted", unrestricted, "boolean");
        }
        CreateCredential.Wanted wanted = new CreateCredential.Wanted(
                name,
                text(node, "description"),
                roles(node.path("roles")),
                text(node, "expires_at").map(CredentialCodec::time),
                unrestricted.asBoolean(false));
        return new Creation(wanted, text(node, "secret"));
    }

    private static Optional<String> text(JsonNode node, String name) {
        JsonNode field = node.path(name);
        if (field.isMissingNode() || field.isNull()) {
            return Optional.empty();
        }
        if (!field.isString()) {
            throw BadBody.wrongType(name, field, "string");
        }
        if (field.stringValue().indexOf('\0') >= 0) {
            throw new HttpProblem(400, "Invalid input for field '" + name + "': it contains a zero byte");
        }
        return Optional.of(field.stringValue());
    }

    private static Set<String> roles(JsonNode list) {
        Set<String> roles = new LinkedHashSet<>();
        for (JsonNode role : list) {
            roles.add(text(role, "id").or(() -> text(role, "name")).orElseThrow(() -> BadBody.expecting("id or name", "role")));
        }
        return roles;
    }

    /** {@code 2026-11-21T01:00:00.000000}, with or without fraction and {@code Z}. */
    private static Instant time(String text) {
        try {
            return LocalDateTime.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text)
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException noTime) {
            throw BadBody.wrongType("expires_at", "'" + text + "'", "date-time");
        }
    }

    static ObjectNode write(ApplicationCredential credential) {
        ObjectNode node = Json.object()
                .put("id", credential.id())
                .put("name", credential.name())
                .put("description", credential.description().orElse(null))
                .put("user_id", credential.userId())
                .put("project_id", credential.projectId())
                .putNull("system")
                .put("expires_at", credential.expiresAt().map(TIME::format).orElse(null))
                .put("unrestricted", credential.isUnrestricted());
        ArrayNode roles = node.putArray("roles");
        credential.roles().forEach(role -> roles.add(DirectoryCodec.role(role)));
        return node;
    }
}
