package io.berth.identity.wire;

import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Query;
import io.berth.http.Request;
import io.berth.http.Response;
import io.berth.http.Route;
import io.berth.identity.catalog.Catalog;
import io.berth.identity.directory.DirectoryStore;
import io.berth.identity.directory.Domain;
import io.berth.identity.directory.Project;
import io.berth.identity.directory.Role;
import io.berth.identity.directory.RoleAssignment;
import io.berth.identity.directory.Scope;
import io.berth.identity.directory.User;
import io.berth.store.Database;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists and shows domains, projects, users, roles, the catalog's parts and role assignments (contract keystone §11). */
final class DirectoryCalls {
    final Noun projects = new Noun(
            "projects", "project", Set.of("name", "domain_id", "enabled", "parent_id", "is_domain"),
            (request, handle) -> nodes(DirectoryStore.projects(handle), DirectoryCodec::project));
    final Noun users = new Noun(
            "users", "user", Set.of("name", "domain_id", "enabled"),
            (request, handle) -> nodes(DirectoryStore.users(handle), DirectoryCodec::user));
    final Noun roles = new Noun(
            "roles", "role", Set.of("name", "domain_id"),
            (request, handle) -> nodes(DirectoryStore.roles(handle), DirectoryCodec::role));
    final Noun domains = new Noun(
            "domains", "domain", Set.of("name", "enabled"),
            (request, handle) -> nodes(DirectoryStore.domains(handle), DirectoryCodec::domain));
    final Noun groups = new Noun("groups", "group", Set.of(), (request, handle) -> List.of());
    final Noun services = new Noun(
            "services", "service", Set.of("name", "type"),
            (request, handle) -> nodes(catalog().templates(request.origin()), DirectoryCodec::service));
    final Noun endpoints = new Noun(
            "endpoints", "endpoint", Set.of("interface", "service_id", "region_id"),
            (request, handle) -> catalog().templates(request.origin()).stream()
                    .flatMap(service -> service.endpoints().stream())
                    .map(DirectoryCodec::endpoint)
                    .toList());
    final Noun regions = new Noun(
            "regions", "region", Set.of("parent_region_id"), (request, handle) -> List.of(DirectoryCodec.region()));

    private final Database database;
    private final Catalog catalog;
    private final String prefix;

    DirectoryCalls(Database database, Catalog catalog, String prefix) {
        this.database = database;
        this.catalog = catalog;
        this.prefix = prefix;
    }

    private Catalog catalog() {
        return catalog;
    }

    private static <T> List<ObjectNode> nodes(List<T> things, Function<T, ObjectNode> codec) {
        return things.stream().map(codec).toList();
    }

    Route.Handler list(Noun noun) {
        return call -> {
            Query query = call.request().parameters();
            List<ObjectNode> found = database.read(handle -> noun.all().apply(call.request(), handle)).stream()
                    .filter(node -> matches(node, noun.filters(), query))
                    .toList();
            return collection(call.request(), noun, found);
        };
    }

    Route.Handler show(Noun noun, String variable) {
        return call -> {
            String id = call.parameter(variable);
            ObjectNode found = database.read(handle -> noun.all().apply(call.request(), handle)).stream()
                    .filter(node -> node.path("id").stringValue().equals(id))
                    .findFirst()
                    .orElseThrow(() -> notFound(noun, id));
            return Response.json(200, Json.object().set(noun.singular(), linked(call.request(), noun, found)));
        };
    }

    /** {@code GET /v3/users/{id}/projects}: where a user may work. */
    Response projectsOfUser(Call call) {
        String id = call.parameter("user_id");
        List<Project> found = database.read(handle -> {
            if (DirectoryStore.users(handle).stream().noneMatch(user -> user.id().equals(id))) {
                throw notFound(users, id);
            }
            return DirectoryStore.projectsOf(handle, id);
        });
        return collection(call.request(), projects, nodes(found, DirectoryCodec::project));
    }

    /** {@code GET /v3/auth/projects}: where the caller may work, whatever the token's scope. */
    Response ownProjects(Call call) {
        List<Project> found =
                database.read(handle -> DirectoryStore.projectsOf(handle, call.caller().userId()));
        return collection(call.request(), projects, nodes(found, DirectoryCodec::project));
    }

    Response ownDomains(Call call) {
        List<Domain> found =
                database.read(handle -> DirectoryStore.domainsOf(handle, call.caller().userId()));
        return collection(call.request(), domains, nodes(found, DirectoryCodec::domain));
    }

    Response ownSystem(Call call) {
        boolean holdsRole = !database.read(handle -> DirectoryStore.rolesHeld(
                        handle, call.caller().userId(), new Scope.InSystem()))
                .isEmpty();
        ObjectNode body = Json.object();
        ArrayNode system = body.putArray("system");
        if (holdsRole) {
            system.add(Json.object().put("all", true));
        }
        body.putObject("links").put("self", Links.self(call.request(), prefix));
        return Response.json(200, body);
    }

    Response assignments(Call call) {
        Query query = call.request().parameters();
        boolean withNames = isAsked(query, "include_names");
        boolean areImpliedShown = isAsked(query, "effective");
        List<ObjectNode> found = database.read(handle -> {
            DirectoryCodec.Names names = withNames ? names(handle) : DirectoryCodec.Names.NONE;
            List<RoleAssignment> all = areImpliedShown
                    ? DirectoryStore.effectiveAssignments(handle)
                    : DirectoryStore.assignments(handle);
            return all.stream()
                    .map(assignment -> linked(call.request(), assignment, names))
                    .filter(node -> matches(
                            node, Set.of("user.id", "role.id", "scope.project.id", "scope.domain.id"), query))
                    .toList();
        });
        ObjectNode body = Json.object();
        body.putArray("role_assignments").addAll(found);
        body.set("links", Links.collection(call.request(), prefix));
        return Response.json(200, body);
    }

    /** A flag is asked for by its mere name, unless its value says no. */
    static boolean isAsked(Query query, String flag) {
        return query.last(flag)
                .filter(value -> !value.equals("0") && !value.equalsIgnoreCase("false"))
                .isPresent();
    }

    private ObjectNode linked(Request request, RoleAssignment assignment, DirectoryCodec.Names names) {
        ObjectNode node = DirectoryCodec.assignment(assignment, names);
        node.putObject("links")
                .put("assignment", Links.to(request, prefix, DirectoryCodec.assignmentPath(assignment)));
        return node;
    }

    private static DirectoryCodec.Names names(Handle handle) {
        return new DirectoryCodec.Names(
                byId(DirectoryStore.users(handle), User::id),
                byId(DirectoryStore.roles(handle), Role::id),
                byId(DirectoryStore.projects(handle), Project::id),
                byId(DirectoryStore.domains(handle), Domain::id));
    }

    private static <T> Map<String, T> byId(List<T> things, Function<T, String> id) {
        return things.stream().collect(Collectors.toMap(id, Function.identity()));
    }

    private Response collection(Request request, Noun noun, List<ObjectNode> found) {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray(noun.plural());
        found.forEach(node -> list.add(linked(request, noun, node)));
        body.set("links", Links.collection(request, prefix));
        return Response.json(200, body);
    }

    private ObjectNode linked(Request request, Noun noun, ObjectNode node) {
        String path = "/v3/" + noun.plural() + "/" + node.path("id").stringValue();
        node.putObject("links").put("self", Links.to(request, prefix, path));
        return node;
    }

    /** A filter {@code user.id} means the field {@code id} of {@code user}; names of booleans come in any case. */
    private static boolean matches(ObjectNode node, Set<String> filters, Query query) {
        return filters.stream().allMatch(filter -> query.last(filter)
                .map(wanted -> {
                    JsonNode field = node;
                    for (String step : filter.split("\\.")) {
                        field = field.path(step);
                    }
                    return field.isBoolean() ? field.asString().equalsIgnoreCase(wanted) : field.asString("").equals(wanted);
                })
                .orElse(true));
    }

    private static HttpProblem notFound(Noun noun, String id) {
        return new HttpProblem(404, "Could not find " + noun.singular() + ": " + id + ".");
    }
}
