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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The query of the list of servers (contract nova-external-events §8.5). What it does not know is ignored below 2.75 and refused
 * from there on; filters of operators are ignored for others.
 *
 * <ul>
 *   <li>2.26: tags, tags-any, not-tags, not-tags-any; 2.66: changes-before; 2.73: locked
 *   <li>2.83: more filters for everyone
 * </ul>
 */
final class ServerQuery {
    /** Filters by what a server has, beside those that bear the name of the field. */
    private static final Map<String, ServerField> NAMED_OTHERWISE = Map.of(
            "flavor", ServerField.INSTANCE_TYPE_ID,
            "image", ServerField.IMAGE_REF,
            "description", ServerField.DISPLAY_DESCRIPTION,
            "ip", ServerField.ACCESS_IP_V4,
            "ip6", ServerField.ACCESS_IP_V6);

    /** Fields of which there is no filter, or not one that compares alone. */
    private static final Set<ServerField> NO_FILTER = Set.of(
            ServerField.INSTANCE_TYPE_ID, ServerField.UPDATED_AT, ServerField.DISPLAY_NAME, ServerField.PROJECT_ID,
            ServerField.LOCKED);

    /** The filters that hold for everyone, and those that do since 2.83. */
    private static final Set<String> OPEN = Set.of("flavor", "image", "user_id", "reservation_id", "ip", "ip6");
    private static final Set<String> OPEN_SINCE_2_83 = Set.of("availability_zone", "config_drive", "key_name", "created_at",
            "launched_at", "terminated_at", "power_state", "task_state", "vm_state", "progress");

    private static final Map<String, ServerField> FILTERS = filters();

    private static final Set<String> OTHERS = Set.of("limit", "marker", "sort_key", "sort_dir", "name", "display_name", "status",
            "all_tenants", "project_id", "tenant_id", "deleted", "soft_deleted", "changes-since", "changes-before", "locked",
            "tags", "tags-any", "not-tags", "not-tags-any",
            // Tables that the real service joins.
            "block_device_mapping", "services", "metadata", "system_metadata", "info_cache", "security_groups", "pci_devices");

    private static final Set<String> TRUE = Set.of("1", "t", "true", "on", "y", "yes", "");

    /** Status filters by the state that they mean; other statuses match nothing. */
    private static final Map<String, String> VM_STATES = Map.of(
            "ACTIVE", "active", "BUILD", "building", "SHUTOFF", "stopped", "ERROR", "error", "DELETED", "deleted");

    private ServerQuery() {}

    private static Map<String, ServerField> filters() {
        Map<String, ServerField> filters = new LinkedHashMap<>(NAMED_OTHERWISE);
        Arrays.stream(ServerField.values())
                .filter(field -> !NO_FILTER.contains(field))
                .forEach(field -> filters.put(field.wireName(), field));
        return Map.copyOf(filters);
    }

    static boolean asksForAllProjects(Call call) {
        return isTrue(call.request().parameters(), "all_tenants");
    }

    /** @param seesAll whether the filters of operators hold */
    static ServerSearch parse(Call call, Optional<String> project, boolean seesAll) {
        Query query = call.request().parameters();
        if (call.version().isAtLeast(2, 75)) {
            query.names().stream()
                    .filter(name -> !FILTERS.containsKey(name) && !OTHERS.contains(name) && !name.startsWith("_"))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new HttpProblem(400, PythonText.repr(name) + " does not match any of the regexes: '^_'");
                    });
        }
        return new ServerSearch(
                conditions(call, query, project, seesAll),
                query.last("name").or(() -> query.last("display_name").filter(name -> seesAll)).map(ServerQuery::withoutAnchors),
                query.last("changes-since").map(text -> instant("changes-since", text)),
                query.last("changes-before")
                        .filter(text -> call.version().isAtLeast(2, 66))
                        .map(text -> instant("changes-before", text)),
                tags(call, query),
                seesAll && query.names().contains("deleted") && isTrue(query, "deleted"),
                SortQuery.order(call, seesAll),
                query.last("marker").map(marker -> Ids.read(marker).orElseThrow(() -> noMarker(marker))),
                PageQuery.limit(query));
    }

    private static List<Condition> conditions(Call call, Query query, Optional<String> project, boolean seesAll) {
        List<Condition> conditions = new ArrayList<>();
        project.or(() -> query.last("project_id").or(() -> query.last("tenant_id")))
                .ifPresent(id -> conditions.add(new Condition(ServerField.PROJECT_ID, id)));
        query.last("status").ifPresent(status -> conditions.add(new Condition(
                ServerField.VM_STATE, VM_STATES.getOrDefault(status.toUpperCase(Locale.ROOT), "none"))));
        query.names().stream().filter(name -> holds(name, call, seesAll)).forEach(name -> Optional.ofNullable(FILTERS.get(name))
                .flatMap(field -> query.last(name).map(value -> new Condition(field, value)))
                .ifPresent(conditions::add));
        if (call.version().isAtLeast(2, 73) && query.names().contains("locked")) {
            conditions.add(new Condition(ServerField.LOCKED, isTrue(query, "locked") ? "True" : "False"));
        }
        return conditions;
    }

    private static boolean holds(String filter, Call call, boolean seesAll) {
        return seesAll || OPEN.contains(filter) || call.version().isAtLeast(2, 83) && OPEN_SINCE_2_83.contains(filter);
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

    private static boolean isTrue(Query query, String name) {
        return query.last(name).map(value -> TRUE.contains(value.toLowerCase(Locale.ROOT))).orElse(false);
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
