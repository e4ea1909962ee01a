package io.berth.compute.api;

import io.berth.base.Ids;
import io.berth.compute.server.search.ServerField;
import io.berth.compute.server.search.ServerSearch;
import io.berth.compute.server.search.ServerSearch.Condition;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Query;
import io.berth.http.schema.PythonText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The query of the list of servers (contract nova-external-events §8.5; Nova's {@code schemas/servers.py} and
 * {@code compute/servers.py}). What it does not know is ignored below 2.75 and refused from there on; filters of operators are
 * ignored for others.
 *
 * <ul>
 *   <li>2.38: statuses that there are not are refused
 * </ul>
 */
final class ServerQuery {
    /** What is true and false in queries, as oslo.utils has it. */
    private static final Set<String> TRUE = Set.of("1", "t", "true", "on", "y", "yes");

    private static final Set<String> FALSE = Set.of("0", "f", "false", "off", "n", "no");

    private static final String DELETED = "deleted";

    /** What a server is in, by its status. */
    private static final Map<String, String> VM_STATES = Map.of(
            "ACTIVE", "active", "BUILD", "building", "SHUTOFF", "stopped", "ERROR", "error", "DELETED", DELETED);

    /** Statuses that no server here has. */
    private static final Set<String> NO_SERVERS_STATUSES = Set.of("HARD_REBOOT", "MIGRATING", "PASSWORD", "PAUSED", "REBOOT",
            "REBUILD", "RESCUE", "RESIZE", "REVERT_RESIZE", "SHELVED", "SHELVED_OFFLOADED", "SOFT_DELETED", "SUSPENDED",
            "VERIFY_RESIZE");

    /** A state that no server is in. */
    private static final String NO_STATE = "none";

    private ServerQuery() {}

    static boolean asksForAllProjects(Call call) {
        Query query = call.request().parameters();
        return query.last("all_tenants").filter(text -> !text.isEmpty()).map(ServerQuery::strictlyTrue)
                .orElse(query.names().contains("all_tenants"));
    }

    /**
     * @param project the one whose servers are listed; those of all where there is none
     * @param anyFilter whether the filters of operators hold
     * @param isOperator whether deleted servers are listed, and lists sorted by what concerns operators
     */
    static ServerSearch parse(Call call, Optional<String> project, boolean anyFilter, boolean isOperator) {
        Query query = call.request().parameters();
        ServerFilters.requireKnown(call, anyFilter);
        List<String> states = states(call, query);
        boolean onlyDeleted = states.equals(List.of(DELETED));
        if (onlyDeleted && !isOperator) {
            throw new HttpProblem(403, "Only administrators may list deleted instances");
        }
        return new ServerSearch(
                conditions(call, query, project, anyFilter),
                states,
                query.last("name").or(() -> query.last("display_name").filter(name -> anyFilter)).map(ServerQuery::withoutAnchors),
                query.last("changes-since").map(text -> instant("changes-since", text)),
                query.last("changes-before")
                        .filter(text -> call.version().isAtLeast(2, 66))
                        .map(text -> instant("changes-before", text)),
                tags(call, query),
                onlyDeleted || anyFilter && query.last("deleted").filter(ServerQuery::isTrue).isPresent(),
                SortQuery.order(call, isOperator),
                query.last("marker").map(marker -> Ids.read(marker).orElseThrow(() -> noMarker(marker))),
                PageQuery.limit(query));
    }

    private static List<Condition> conditions(Call call, Query query, Optional<String> project, boolean anyFilter) {
        List<Condition> conditions = new ArrayList<>();
        project.or(() -> query.last("project_id").or(() -> query.last("tenant_id")).filter(id -> anyFilter))
                .ifPresent(id -> conditions.add(new Condition(ServerField.PROJECT_ID, id)));
        query.names().forEach(name -> ServerFilters.field(name, call, anyFilter)
                .flatMap(field -> query.last(name).map(value -> new Condition(field, value)))
                .ifPresent(conditions::add));
        query.last("locked").filter(text -> anyFilter || call.version().isAtLeast(2, 73)).ifPresent(
                text -> conditions.add(new Condition(ServerField.LOCKED, strictlyTrue(text) ? "True" : "False")));
        return conditions;
    }

    /** The states that the statuses mean. */
    private static List<String> states(Call call, Query query) {
        List<String> statuses = query.all("status").stream().map(status -> status.toUpperCase(Locale.ROOT)).toList();
        if (!statuses.isEmpty()
                && call.version().isAtLeast(2, 38)
                && statuses.stream().noneMatch(it -> VM_STATES.containsKey(it) || NO_SERVERS_STATUSES.contains(it))) {
            throw new HttpProblem(400, "Invalid status value");
        }
        return statuses.stream().map(status -> VM_STATES.getOrDefault(status, NO_STATE)).distinct().toList();
    }

    private static ServerSearch.Tags tags(Call call, Query query) {
        return call.version().isAtLeast(2, 26)
                ? new ServerSearch.Tags(
                        list(query, "tags"), list(query, "tags-any"), list(query, "not-tags"), list(query, "not-tags-any"))
                : new ServerSearch.Tags(List.of(), List.of(), List.of(), List.of());
    }

    private static List<String> list(Query query, String name) {
        return query.last(name).map(text -> List.of(text.split(","))).orElse(List.of());
    }

    static HttpProblem noMarker(String marker) {
        return new HttpProblem(400, "marker [" + marker + "] not found");
    }

    private static boolean isTrue(String text) {
        return TRUE.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    private static boolean strictlyTrue(String text) {
        if (!isTrue(text) && !FALSE.contains(text.strip().toLowerCase(Locale.ROOT))) {
            String known = Stream.concat(TRUE.stream(), FALSE.stream()).sorted().map(it -> "'" + it + "'")
                    .collect(Collectors.joining(", "));
            throw new HttpProblem(400, "Invalid input received: Unrecognized value '" + text + "', acceptable values are: " + known);
        }
        return isTrue(text);
    }

    /** Clients anchor names; other regular expressions are read as plain text. */
    private static String withoutAnchors(String name) {
        String begun = name.startsWith("^") ? name.substring(1) : name;
        return begun.endsWith("$") ? begun.substring(0, begun.length() - 1) : begun;
    }

    private static Instant instant(String name, String text) {
        try {
            boolean hasZone = text.endsWith("Z") || text.matches(".*T.*[+-]\\d\\d:?\\d\\d$");
            return hasZone
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notATime) {
            throw new HttpProblem(400, "Invalid input for query parameters " + name + ". Value: " + text + ". "
                    + PythonText.repr(text) + " is not a 'date-time'");
        }
    }
}
