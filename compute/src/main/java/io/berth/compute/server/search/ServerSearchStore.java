package io.berth.compute.server.search;

import io.berth.compute.server.Server;
import io.berth.compute.server.ServerStore;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Lists servers. Of the SQL only names of columns, from here, depend on the search; all that clients say is bound. */
public final class ServerSearchStore {
    private ServerSearchStore() {}

    public static List<Server> page(Handle handle, ServerSearch search) {
        Query query = handle.createQuery(ServerStore.COLUMNS + """
                 WHERE %s
                   AND (cardinality(:vmStates::text[]) = 0 OR s.vm_state = ANY(:vmStates))
                   AND (:name::text IS NULL OR position(lower(:name) IN lower(s.name)) > 0)
                   AND (:since::timestamptz IS NULL OR s.updated_at >= :since)
                   AND (:before::timestamptz IS NULL OR s.updated_at <= :before)
                   AND (:since::timestamptz IS NOT NULL OR :before::timestamptz IS NOT NULL
                        OR (s.deleted_at IS NOT NULL) = :deleted)
                   AND s.attributes -> 'tags' @> to_jsonb(:allTags::text[])
                   AND (cardinality(:anyTag::text[]) = 0 OR jsonb_exists_any(s.attributes -> 'tags', :anyTag))
                   AND (cardinality(:notAllTags::text[]) = 0 OR NOT s.attributes -> 'tags' @> to_jsonb(:notAllTags::text[]))
                   AND NOT jsonb_exists_any(s.attributes -> 'tags', :notAnyTag::text[])
                   AND (:marker::uuid IS NULL OR %s)
                 ORDER BY %s
                 LIMIT :limit
                """.formatted(conditions(search), follows(search.order()), order(search.order())))
                .bindArray("vmStates", String.class, search.vmStates())
                .bind("name", search.nameContains())
                .bind("since", search.changedSince().map(ServerStore::utc))
                .bind("before", search.changedBefore().map(ServerStore::utc))
                .bind("deleted", search.deleted())
                .bindArray("allTags", String.class, search.tags().all())
                .bindArray("anyTag", String.class, search.tags().any())
                .bindArray("notAllTags", String.class, search.tags().notAll())
                .bindArray("notAnyTag", String.class, search.tags().notAny())
                .bind("marker", search.marker().map(String::valueOf))
                .bind("limit", search.limit());
        for (int i = 0; i < search.conditions().size(); i++) {
            query.bind("value" + i, search.conditions().get(i).value());
        }
        return query.map((row, context) -> ServerStore.read(row)).list();
    }

    private static String conditions(ServerSearch search) {
        return IntStream.range(0, search.conditions().size())
                .mapToObj(i -> shown(search.conditions().get(i).field()) + " = :value" + i)
                .reduce("true", (one, other) -> one + " AND " + other);
    }

    private static String order(ServerOrder order) {
        return order.keys().stream()
                .map(key -> sorted(key.field(), "s") + (key.isDescending() ? " DESC" : " ASC"))
                .collect(Collectors.joining(", "));
    }

    /** Whether a server comes after the marker: what may be one comparison of rows is, so that an index can serve it. */
    private static String follows(ServerOrder order) {
        List<ServerOrder.Key> keys = order.keys();
        if (order.isOneWay()) {
            return "%s %s (SELECT %s FROM compute.server m WHERE m.id = :marker::uuid)".formatted(
                    row(keys, "s"), keys.getFirst().isDescending() ? "<" : ">", columns(keys, "m"));
        }
        String follows = IntStream.range(0, keys.size())
                .mapToObj(i -> {
                    String as = keys.get(i).isDescending() ? " < " : " > ";
                    String differs = sorted(keys.get(i).field(), "s") + as + sorted(keys.get(i).field(), "m");
                    return i == 0 ? differs : row(keys.subList(0, i), "s") + " = " + row(keys.subList(0, i), "m") + " AND " + differs;
                })
                .collect(Collectors.joining(" OR "));
        return "EXISTS (SELECT 1 FROM compute.server m WHERE m.id = :marker::uuid AND (%s))".formatted(follows);
    }

    private static String row(List<ServerOrder.Key> keys, String row) {
        return "(" + columns(keys, row) + ")";
    }

    private static String columns(List<ServerOrder.Key> keys, String row) {
        return keys.stream().map(key -> sorted(key.field(), row)).collect(Collectors.joining(", "));
    }

    /** A field of a row as text that clients know. */
    private static String shown(ServerField field) {
        return ServerField.TIMES.contains(field)
                ? "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')".formatted(sorted(field, "s"))
                : sorted(field, "s") + "::text";
    }

    /** A field of a row, never null, so that any two can be compared. */
    private static String sorted(ServerField field, String row) {
        return switch (field) {
            case CREATED_AT -> row + ".created_at";
            case UPDATED_AT -> row + ".updated_at";
            case LAUNCHED_AT -> "coalesce(" + row + ".launched_at, '-infinity')";
            case TERMINATED_AT -> "coalesce(" + row + ".deleted_at, '-infinity')";
            case UUID -> row + ".id";
            case DISPLAY_NAME -> row + ".name";
            case DISPLAY_DESCRIPTION -> "coalesce(" + row + ".attributes ->> 'description', '')";
            case HOST, NODE -> "coalesce(" + row + ".host_name, '')";
            case HOSTNAME -> "coalesce(" + row + ".attributes ->> 'hostname', '')";
            case IMAGE_REF -> "coalesce(" + row + ".image, '')";
            case INSTANCE_TYPE_ID -> row + ".flavor_id";
            case KEY_NAME -> "coalesce(" + row + ".attributes ->> 'key_name', '')";
            case POWER_STATE -> row + ".power_state";
            case VM_STATE -> row + ".vm_state";
            case TASK_STATE -> "coalesce(" + row + ".task_state, '')";
            case PROJECT_ID -> row + ".project_id";
            case USER_ID -> row + ".user_id";
            case AVAILABILITY_ZONE -> "(CASE WHEN " + row + ".host IS NULL THEN '' ELSE 'nova' END)";
            case CONFIG_DRIVE -> "(CASE WHEN (" + row + ".attributes ->> 'config_drive')::boolean THEN 'True' ELSE '' END)";
            case RESERVATION_ID -> "('r-' || lpad(to_hex(" + row + ".ordinal), 8, '0'))";
            case ACCESS_IP_V4, ACCESS_IP_V6, KERNEL_ID, RAMDISK_ID, LOCKED_BY, ROOT_DEVICE_NAME -> "''";
            case AUTO_DISK_CONFIG, LOCKED -> "'False'";
            case LAUNCH_INDEX, PROGRESS -> "'0'";
        };
    }
}
