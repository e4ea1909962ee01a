package io.berth.deployment.api;

import io.berth.deployment.task.ActionName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Who may do what with deployment, as rules of oslo.policy: the real service's defaults (contract drydock §3). */
public final class DeploymentPolicy {
    private static final String PREFIX = "physical_provisioner:";
    private static final String ADMIN = "role:admin";

    public static final String READ_TASK = PREFIX + "read_task";
    public static final String CREATE_TASK = PREFIX + "create_task";
    public static final String DELETE_TASKS = PREFIX + "delete_tasks";
    public static final String READ_BUILD_DATA = PREFIX + "read_build_data";
    public static final String READ_DATA = PREFIX + "read_data";
    public static final String INGEST_DATA = PREFIX + "ingest_data";
    public static final String HEALTH_DATA = PREFIX + "health_data";
    public static final String VALIDATE_SITE_DESIGN = PREFIX + "validate_site_design";

    /** The room's rules and their defaults, in order of their names. */
    public static final SequencedMap<String, String> DEFAULTS = defaults();

    private DeploymentPolicy() {}

    /** The rule that guards asking for an action, beside {@link #CREATE_TASK}. */
    public static String ofAction(ActionName action) {
        return PREFIX + action.wireName();
    }

    private static SequencedMap<String, String> defaults() {
        SequencedMap<String, String> rules = new LinkedHashMap<>();
        rules.put("admin_required", "role:admin or is_admin:1");
        List.of(
                        "create_task", "delete_tasks", "deploy_nodes", "destroy_nodes", "health_data", "ingest_data",
                        "prepare_nodes", "prepare_site", "read_build_data", "read_data", "read_task", "relabel_nodes",
                        "validate_design", "validate_site_design", "verify_nodes", "verify_site")
                .forEach(rule -> rules.put(PREFIX + rule, ADMIN));
        return Collections.unmodifiableSequencedMap(rules);
    }
}
