package io.berth.compute.api;

import io.berth.compute.server.search.ServerField;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.schema.PythonText;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The filters of the list of servers: those that compare one field, and for whom they hold since when (Nova's
 * {@code _get_server_search_options}; its {@code index_query} schemas for what is known at all).
 *
 * <ul>
 *   <li>2.5: ip6 for everyone; 2.75: what is not known is refused; 2.83: more filters for everyone; 2.90: hostname, too
 * </ul>
 */
final class ServerFilters {
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

    private static final Map<String, ServerField> FIELDS = fields();

    private static final Set<String> OPEN = Set.of("flavor", "image", "reservation_id", "ip");
    private static final Set<String> OPEN_SINCE_2_5 = Set.of("ip6");
    private static final Set<String> OPEN_SINCE_2_83 = Set.of("availability_zone", "config_drive", "key_name", "created_at",
            "launched_at", "terminated_at", "power_state", "task_state", "vm_state", "progress", "user_id");
    private static final Set<String> OPEN_SINCE_2_90 = Set.of("hostname");

    /** Names of the real service's tables, which its schemas let pass and it then refuses. */
    private static final Set<String> TABLES = Set.of(
            "block_device_mapping", "services", "metadata", "system_metadata", "info_cache", "security_groups", "pci_devices");

    private static final Set<String> OTHERS = Set.of("limit", "marker", "sort_key", "sort_dir", "name", "display_name", "status",
            "all_tenants", "project_id", "tenant_id", "deleted", "soft_deleted", "changes-since", "changes-before", "locked",
            "tags", "tags-any", "not-tags", "not-tags-any");

    private ServerFilters() {}

    private static Map<String, ServerField> fields() {
        Map<String, ServerField> fields = new LinkedHashMap<>(NAMED_OTHERWISE);
        Arrays.stream(ServerField.values())
                .filter(field -> !NO_FILTER.contains(field))
                .forEach(field -> fields.put(field.wireName(), field));
        return Map.copyOf(fields);
    }

    /** @throws HttpProblem 400 where the query names what no list can be narrowed by */
    static void requireKnown(Call call, boolean anyFilter) {
        for (String name : call.request().parameters().names()) {
            boolean isInternal = TABLES.contains(name) || name.startsWith("_");
            if (call.version().isAtLeast(2, 75) && !isInternal && !FIELDS.containsKey(name) && !OTHERS.contains(name)) {
                throw new HttpProblem(400, PythonText.repr(name) + " does not match any of the regexes: '^_'");
            }
            if (isInternal && anyFilter) {
                throw new HttpProblem(400, "Invalid filter field: " + name + ".");
            }
        }
    }

    /** The field that is compared, if this is such a filter, and holds for the caller. */
    static Optional<ServerField> field(String filter, Call call, boolean anyFilter) {
        boolean holds = anyFilter
                || OPEN.contains(filter)
                || call.version().isAtLeast(2, 5) && OPEN_SINCE_2_5.contains(filter)
                || call.version().isAtLeast(2, 83) && OPEN_SINCE_2_83.contains(filter)
                || call.version().isAtLeast(2, 90) && OPEN_SINCE_2_90.contains(filter);
        return Optional.ofNullable(FIELDS.get(filter)).filter(field -> holds);
    }
}
