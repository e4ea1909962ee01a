package io.berth.compute;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Who may do what in the compute API, as rules of oslo.policy: today's defaults (contract nova-external-events §2, §8.5). */
public final class ComputePolicy {
    public static final String EVENTS_CREATE = "os_compute_api:os-server-external-events:create";
    public static final String SERVERS_CREATE = "os_compute_api:servers:create";
    public static final String SERVERS_DELETE = "os_compute_api:servers:delete";
    public static final String SERVERS_LIST = "os_compute_api:servers:index";
    public static final String SERVERS_LIST_ALL = "os_compute_api:servers:index:get_all_tenants";
    public static final String SERVERS_DETAIL = "os_compute_api:servers:detail";
    public static final String SERVERS_DETAIL_ALL = "os_compute_api:servers:detail:get_all_tenants";

    /** Narrows lists of servers by what concerns operators only, too. */
    public static final String SERVERS_ALL_FILTERS = "os_compute_api:servers:allow_all_filters";

    public static final String SERVERS_SHOW = "os_compute_api:servers:show";

    /** Sees host names and what else concerns operators only. */
    public static final String SERVERS_EXTENDED = "os_compute_api:os-extended-server-attributes";

    public static final String ACTIONS_LIST = "os_compute_api:os-instance-actions:list";
    public static final String ACTIONS_SHOW = "os_compute_api:os-instance-actions:show";
    public static final String ACTIONS_EVENTS = "os_compute_api:os-instance-actions:events";
    public static final String FLAVORS = "os_compute_api:flavors";
    public static final String FLAVOR_ACCESS = "os_compute_api:os-flavor-access";

    /** Sees and deletes the servers of all projects. */
    public static final String ALL_PROJECTS = "context_is_admin";

    /** The room's rules and their defaults. */
    public static final SequencedMap<String, String> DEFAULTS = defaults();

    private ComputePolicy() {}

    private static SequencedMap<String, String> defaults() {
        String admin = "role:admin";
        String reader = "role:admin or (role:reader and project_id:%(project_id)s)";
        String member = "role:admin or (role:member and project_id:%(project_id)s)";
        SequencedMap<String, String> rules = new LinkedHashMap<>();
        rules.put(ALL_PROJECTS, admin);
        rules.put(EVENTS_CREATE, "role:service or role:admin");
        rules.put(SERVERS_CREATE, member);
        rules.put(SERVERS_DELETE, member);
        rules.put(SERVERS_LIST, reader);
        rules.put(SERVERS_LIST_ALL, admin);
        rules.put(SERVERS_DETAIL, reader);
        rules.put(SERVERS_DETAIL_ALL, admin);
        rules.put(SERVERS_ALL_FILTERS, admin);
        rules.put(SERVERS_SHOW, reader);
        rules.put(SERVERS_EXTENDED, admin);
        rules.put(ACTIONS_LIST, reader);
        rules.put(ACTIONS_SHOW, reader);
        rules.put(ACTIONS_EVENTS, admin);
        rules.put(FLAVORS, "@");
        rules.put(FLAVOR_ACCESS, admin);
        return Collections.unmodifiableSequencedMap(rules);
    }
}
