package io.berth.placement.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who may do what unless the operator says otherwise, in oslo.policy's language (contract placement §10.3). */
public final class PlacementPolicy {
    /** Rules and the aliases that they, and an operator's own, are made of. */
    public static final Map<String, String> DEFAULTS = defaults();

    /** Whether the ledger in memory is what the database has. */
    public static final String AUDIT = "placement:audit:ledger";

    /** Why there are candidates or none. Names no provider to whom may not list them. */
    public static final String EXPLAIN = "placement:allocation_candidates:explain";

    /** Who may ask for candidates, may ask for those of a time to come. */
    static final String CANDIDATES = "placement:allocation_candidates:list";

    private PlacementPolicy() {}

    private static Map<String, String> defaults() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put("admin_api", "role:admin");
        rules.put("service_api", "role:service");
        rules.put("admin_or_service_api", "role:admin or role:service");
        rules.put("project_reader_api", "role:reader and project_id:%(project_id)s");
        rules.put(
                "admin_or_project_reader_or_service_api",
                "role:admin or role:service or rule:project_reader_api");
        for (String rule : List.of(
                "resource_providers:list",
                "resource_providers:create",
                "resource_providers:show",
                "resource_providers:update",
                "resource_providers:delete",
                "resource_providers:inventories:list",
                "resource_providers:inventories:create",
                "resource_providers:inventories:show",
                "resource_providers:inventories:update",
                "resource_providers:inventories:delete",
                "resource_providers:aggregates:list",
                "resource_providers:aggregates:update",
                "resource_providers:allocations:list",
                "resource_providers:usages",
                "resource_providers:traits:list",
                "resource_providers:traits:update",
                "resource_providers:traits:delete",
                "resource_classes:list",
                "resource_classes:create",
                "resource_classes:show",
                "resource_classes:update",
                "resource_classes:delete",
                "traits:list",
                "traits:show",
                "traits:update",
                "traits:delete",
                "allocations:manage",
                "allocations:list",
                "allocations:update",
                "allocations:delete",
                "allocation_candidates:list")) {
            rules.put("placement:" + rule, "rule:admin_or_service_api");
        }
        rules.put("placement:reshaper:reshape", "rule:service_api");
        rules.put(AUDIT, "rule:admin_api");
        rules.put(EXPLAIN, "role:reader or role:member or rule:admin_or_service_api");
        rules.put("placement:usages", "rule:admin_or_project_reader_or_service_api");
        return Collections.unmodifiableMap(rules);
    }
}
