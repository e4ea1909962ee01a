package io.berth.compute.api;

import io.berth.base.Ids;
import io.berth.compute.server.ServerSearch;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Query;
import io.berth.http.schema.PythonText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The query of the list of servers (contract nova-external-events §8.5). What it does not know is ignored below 2.75 and refused
 * from there on.
 */
final class ServerQuery {
    private static final Set<String> KNOWN = Set.of("limit", "marker", "name", "status", "host", "flavor", "image", "user_id",
            "all_tenants", "project_id", "tenant_id", "deleted", "changes-since");

    private static final Set<String> TRUE = Set.of("1", "t", "true", "on", "y", "yes", "");

    /** Status filters by the state that they mean; other statuses match nothing. */
    private static final Map<String, String> VM_STATES = Map.of(
            "ACTIVE", "active", "BUILD", "building", "SHUTOFF", "stopped", "ERROR", "error", "DELETED", "deleted");

    private ServerQuery() {}

    static boolean asksForAllProjects(Call call) {
        return isTrue(call.request().parameters(), "all_tenants");
    }

    /** @param seesAll whether the filters of operators hold */
    static ServerSearch parse(Call call, Optional<String> project, boolean seesAll) {
        Query query = call.request().parameters();
        if (call.version().isAtLeast(2, 75)) {
            query.names().stream()
                    .filter(name -> !KNOWN.contains(name) && !name.startsWith("_"))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new HttpProblem(400, PythonText.repr(name) + " does not match any of the regexes: '^_'");
                    });
        }
        return new ServerSearch(
                project.or(() -> query.last("project_id").or(() -> query.last("tenant_id"))),
                query.last("name").map(ServerQuery::withoutAnchors),
                query.last("status").map(status -> VM_STATES.getOrDefault(status.toUpperCase(Locale.ROOT), "none")),
                query.last("host").filter(host -> seesAll),
                query.last("flavor"),
                query.last("image"),
                query.last("user_id"),
                query.last("changes-since").map(ServerQuery::instant),
                seesAll && query.names().contains("deleted") && isTrue(query, "deleted"),
                query.last("marker").map(marker -> Ids.read(marker).orElseThrow(() -> noMarker(marker))),
                PageQuery.limit(query));
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

    private static Instant instant(String text) {
        try {
            boolean hasZone = text.endsWith("Z") || text.matches(".*T.*[+-]\\d\\d:?\\d\\d$");
            return hasZone
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException notATime) {
            throw new HttpProblem(400, "Invalid input for query parameters changes-since. Value: " + text + ". "
                    + PythonText.repr(text) + " is not a 'date-time'");
        }
    }
}
