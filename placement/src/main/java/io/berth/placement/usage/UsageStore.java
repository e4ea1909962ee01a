package io.berth.placement.usage;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Sums of what the consumers of a project use. */
final class UsageStore {
    private UsageStore() {}

    /**
     * @param amounts by resource class
     * @param consumers how many use them
     */
    record Usage(SortedMap<String, Long> amounts, long consumers) {
        Usage plus(Usage other) {
            SortedMap<String, Long> sums = new TreeMap<>(amounts);
            other.amounts.forEach((name, amount) -> sums.merge(name, amount, Long::sum));
            return new Usage(sums, consumers + other.consumers);
        }
    }

    /** By consumer type; under the empty name those that have none. */
    static SortedMap<String, Usage> byType(Handle handle, String project, Optional<String> user) {
        SortedMap<String, Usage> usages = new TreeMap<>();
        handle.createQuery("""
                SELECT COALESCE(c.consumer_type, '') AS consumer_type, a.resource_class,
                       sum(a.used) AS used, count(DISTINCT c.id) AS consumers
                  FROM placement.consumer c JOIN placement.allocation a ON a.consumer = c.id
                 WHERE c.project_id = :project
                   AND (:user::text IS NULL OR c.user_id = :user)
                 GROUP BY GROUPING SETS ((c.consumer_type, a.resource_class), (c.consumer_type))
                """)
                .bind("project", project)
                .bind("user", user.orElse(null))
                .map((row, context) -> {
                    String resourceClass = row.getString("resource_class");
                    Usage part = resourceClass == null
                            ? new Usage(new TreeMap<>(), row.getLong("consumers"))
                            : new Usage(new TreeMap<>(Map.of(resourceClass, row.getLong("used"))), 0);
                    return usages.merge(row.getString("consumer_type"), part, Usage::plus);
                })
                .list();
        return usages;
    }
}
