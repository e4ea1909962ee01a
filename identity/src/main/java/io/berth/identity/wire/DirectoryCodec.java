package io.berth.identity.wire;

import java.util.Map;
import java.util.Optional;

import io.berth.http.Json;
import io.berth.identity.catalog.Catalog;
import io.berth.identity.catalog.CatalogService;
import io.berth.identity.catalog.Endpoint;
import io.berth.identity.directory.Domain;
import io.berth.identity.directory.Project;
import io.berth.identity.directory.Role;
import io.berth.identity.directory.RoleAssignment;
import io.berth.identity.directory.RoleAssignment.Place;
import io.berth.identity.directory.User;
import tools.jackson.databind.node.ObjectNode;

/** Writes what the directory holds, without the links (contract keystone §11). */
final class DirectoryCodec {
    private DirectoryCodec() {}

    static ObjectNode project(Project project) {
        ObjectNode node = Json.object()
                .put("id", project.id())
                .put("name", project.name())
                .put("domain_id", project.domainId())
                .put("description", project.description())
                .put("enabled", project.isEnabled())
                .put("parent_id", project.domainId())
                .put("is_domain", false);
        node.putArray("tags");
        node.putObject("options");
        return node;
    }

    static ObjectNode user(User user) {
        ObjectNode node = Json.object()
                .put("id", user.id())
                .put("name", user.name())
                .put("domain_id", user.domainId())
                .put("enabled", user.isEnabled());
        user.defaultProjectId().ifPresent(id -> node.put("default_project_id", id));
        node.putNull("password_expires_at");
        node.putObject("options");
        return node;
    }

    static ObjectNode role(Role role) {
        ObjectNode node = Json.object()
                .put("id", role.id())
                .put("name", role.name())
                .putNull("domain_id")
                .putNull("description");
        node.putObject("options").put("immutable", true);
        return node;
    }

    static ObjectNode domain(Domain domain) {
        ObjectNode node = Json.object()
                .put("id", domain.id())
                .put("name", domain.name())
                .put("description", domain.description())
                .put("enabled", domain.isEnabled());
        node.putArray("tags");
        node.putObject("options");
        return node;
    }

    static ObjectNode service(CatalogService service) {
        return Json.object()
                .put("id", service.id())
                .put("type", service.type())
                .put("name", service.name())
                .put("enabled", true);
    }

    static ObjectNode endpoint(Endpoint endpoint) {
        return Json.object()
                .put("id", endpoint.id())
                .put("interface", endpoint.interfaceName())
                .put("region_id", Catalog.REGION)
                .put("region", Catalog.REGION)
                .put("service_id", endpoint.serviceId())
                .put("url", endpoint.url())
                .put("enabled", true);
    }

    static ObjectNode region() {
        return Json.object().put("id", Catalog.REGION).put("description", "").putNull("parent_region_id");
    }

    /** The names that {@code include_names} adds to an assignment; each map by id. */
    record Names(
            Map<String, User> users, Map<String, Role> roles, Map<String, Project> projects, Map<String, Domain> domains) {
        static final Names NONE = new Names(Map.of(), Map.of(), Map.of(), Map.of());
    }

    static ObjectNode assignment(RoleAssignment assignment, Names names) {
        ObjectNode scope = Json.object();
        switch (assignment.place()) {
            case Place.OnProject(String id) ->
                scope.set("project", project(id, names));
            case Place.OnDomain(String id) -> scope.set("domain", domain(id, names));
            case Place.OnSystem() -> scope.set("system", Json.object().put("all", true));
        }
        ObjectNode role = Json.object().put("id", assignment.roleId());
        Optional.ofNullable(names.roles().get(assignment.roleId())).ifPresent(known -> role.put("name", known.name()));
        ObjectNode user = Json.object().put("id", assignment.userId());
        Optional.ofNullable(names.users().get(assignment.userId())).ifPresent(known -> {
            user.put("name", known.name());
            user.set("domain", domain(known.domainId(), names));
        });
        ObjectNode node = Json.object();
        node.set("scope", scope);
        node.set("user", user);
        node.set("role", role);
        return node;
    }

    /** The path at which the assignment could be taken away. */
    static String assignmentPath(RoleAssignment assignment) {
        String what = switch (assignment.place()) {
            case Place.OnProject(String id) -> "/projects/" + id;
            case Place.OnDomain(String id) -> "/domains/" + id;
            case Place.OnSystem() -> "/system";
        };
        return "/v3" + what + "/users/" + assignment.userId() + "/roles/" + assignment.roleId();
    }

    private static ObjectNode project(String id, Names names) {
        ObjectNode node = Json.object().put("id", id);
        Optional.ofNullable(names.projects().get(id)).ifPresent(known -> {
            node.put("name", known.name());
            node.set("domain", domain(known.domainId(), names));
        });
        return node;
    }

    private static ObjectNode domain(String id, Names names) {
        ObjectNode node = Json.object().put("id", id);
        Optional.ofNullable(names.domains().get(id)).ifPresent(known -> node.put("name", known.name()));
        return node;
    }
}
