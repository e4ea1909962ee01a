package io.berth.identity.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

import io.berth.http.Json;
import io.berth.identity.catalog.Catalog;
import io.berth.identity.catalog.CatalogService;
import io.berth.identity.directory.Domain;
import io.berth.identity.directory.Project;
import io.berth.identity.directory.Scope;
import io.berth.identity.token.Token;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes tokens and the catalog (contract keystone §9, §10). */
final class TokenCodec {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private TokenCodec() {}

    static JsonNode token(Token token, Optional<List<CatalogService>> catalog) {
        ObjectNode node = Json.object();
        node.set("methods", texts(token.methods()));
        ObjectNode user = named(token.user().id(), token.user().name(), token.userDomain());
        user.putNull("password_expires_at");
        node.set("user", user);
        node.set("audit_ids", texts(token.auditIds()));
        node.put("expires_at", time(token.expiresAt()));
        node.put("issued_at", time(token.issuedAt()));
        switch (token.scope()) {
            case Scope.InProject(Project project, Domain domain) -> {
                node.set("project", named(project.id(), project.name(), domain));
                node.put("is_domain", false);
            }
            case Scope.InDomain(Domain domain) -> node.set("domain", domain(domain));
            case Scope.InSystem() -> node.set("system", Json.object().put("all", true));
            case Scope.Unscoped() -> {}
        }
        if (!(token.scope() instanceof Scope.Unscoped)) {
            ArrayNode roles = node.putArray("roles");
            token.roles().forEach(role -> roles.add(Json.object().put("id", role.id()).put("name", role.name())));
            catalog.ifPresent(services -> node.set("catalog", catalog(services)));
        }
        token.credential().ifPresent(credential -> node.putObject("application_credential")
                .put("id", credential.id())
                .put("name", credential.name())
                .put("restricted", !credential.isUnrestricted()));
        return Json.object().set("token", node);
    }

    static ArrayNode catalog(List<CatalogService> services) {
        ArrayNode list = Json.array();
        for (CatalogService service : services) {
            ObjectNode node = Json.object();
            ArrayNode endpoints = node.putArray("endpoints");
            service.endpoints().forEach(endpoint -> endpoints.add(Json.object()
                    .put("id", endpoint.id())
                    .put("interface", endpoint.interfaceName())
                    .put("region_id", Catalog.REGION)
                    .put("url", endpoint.url())
                    .put("region", Catalog.REGION)));
            node.put("id", service.id()).put("type", service.type()).put("name", service.name());
            list.add(node);
        }
        return list;
    }

    private static ObjectNode named(String id, String name, Domain domain) {
        ObjectNode node = Json.object();
        node.set("domain", domain(domain));
        return node.put("id", id).put("name", name);
    }

    private static ObjectNode domain(Domain domain) {
        return Json.object().put("id", domain.id()).put("name", domain.name());
    }

    private static ArrayNode texts(List<String> values) {
        ArrayNode list = Json.array();
        values.forEach(list::add);
        return list;
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
