package io.berth.compute.api;

import io.berth.compute.server.search.ServerField;
import io.berth.compute.server.search.ServerOrder;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Query;
import io.berth.http.schema.PythonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * {@code sort_key} and {@code sort_dir} of the list of servers, each any number of times: the first direction is that of the first
 * key, and keys without one have the first (contract nova-external-events §8.5).
 *
 * <ul>
 *   <li>2.73: locked sorts; 2.75: keys that were ignored are refused
 * </ul>
 */
final class SortQuery {
    private static final String ASCENDING = "asc";
    private static final String DESCENDING = "desc";

    /** Fields that no list was ever sorted by. */
    private static final Set<ServerField> NO_KEY = Set.of(ServerField.RESERVATION_ID);

    /** Keys that the real service takes and passes over below 2.75. */
    private static final Set<String> IGNORED = Set.of("architecture", "cell_name", "cleaned", "default_ephemeral_device",
            "default_swap_device", "deleted", "deleted_at", "disable_terminate", "ephemeral_gb", "ephemeral_key_uuid", "id",
            "key_data", "launched_on", "locked", "memory_mb", "os_type", "reservation_id", "root_gb", "shutdown_terminate",
            "user_data", "vcpus", "vm_mode");

    private static final Set<ServerField> OF_OPERATORS = Set.of(ServerField.HOST, ServerField.NODE);

    private SortQuery() {}

    static ServerOrder order(Call call, boolean isOperator) {
        Query query = call.request().parameters();
        List<String> keys = new ArrayList<>(query.all("sort_key"));
        List<String> directions = new ArrayList<>(query.all("sort_dir"));
        requireKnown(keys, call);
        if (keys.isEmpty()) {
            keys.add(ServerField.CREATED_AT.wireName());
        }
        if (directions.isEmpty()) {
            directions.add(DESCENDING);
        }
        for (int i = keys.size() - 1; i >= 0; i--) {
            if (isPassedOver(keys.get(i), call)) {
                keys.remove(i);
                if (i < directions.size()) {
                    directions.remove(i);
                }
            }
        }
        return order(keys, directions, isOperator);
    }

    private static ServerOrder order(List<String> keys, List<String> directions, boolean isOperator) {
        directions.stream().filter(it -> !it.equals(ASCENDING) && !it.equals(DESCENDING)).findFirst().ifPresent(unknown -> {
            throw new HttpProblem(400, "Invalid input received: Unknown sort direction, must be 'desc' or 'asc'");
        });
        if (directions.size() > keys.size()) {
            throw new HttpProblem(400, "Invalid input received: Sort direction size exceeds sort key size");
        }
        boolean firstDescends = !directions.isEmpty() && directions.getFirst().equals(DESCENDING);
        List<ServerOrder.Key> order = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            ServerField field = ServerField.named(keys.get(i)).orElseThrow();
            if (OF_OPERATORS.contains(field) && !isOperator) {
                throw new HttpProblem(403, "Only administrators can sort servers by " + keys.get(i));
            }
            boolean descends = i < directions.size() ? directions.get(i).equals(DESCENDING) : firstDescends;
            order.add(new ServerOrder.Key(field, descends));
        }
        return ServerOrder.by(order, order.isEmpty() || firstDescends);
    }

    private static boolean isPassedOver(String key, Call call) {
        return IGNORED.contains(key) && !(key.equals("locked") && call.version().isAtLeast(2, 73));
    }

    private static SortedSet<String> known(Call call) {
        SortedSet<String> known = new TreeSet<>();
        Arrays.stream(ServerField.values())
                .filter(field -> !NO_KEY.contains(field))
                .forEach(field -> known.add(field.wireName()));
        if (!call.version().isAtLeast(2, 75)) {
            known.addAll(IGNORED);
        }
        return known;
    }

    private static void requireKnown(List<String> keys, Call call) {
        SortedSet<String> known = known(call);
        keys.stream().filter(key -> !known.contains(key)).findFirst().ifPresent(key -> {
            throw new HttpProblem(400, "Invalid input for query parameters sort_key. Value: " + key + ". " + PythonText.repr(key)
                    + " is not one of " + known.stream().map(PythonText::repr).collect(Collectors.joining(", ", "[", "]")));
        });
    }
}
