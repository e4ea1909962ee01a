package io.berth.messages;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Who may do what with messages, as rules of oslo.policy: today's defaults (contract cinder-messages §3). */
public final class MessagesPolicy {
    public static final String LIST = "message:get_all";
    public static final String SHOW = "message:get";
    public static final String DELETE = "message:delete";

    /** Who sees the messages of all projects. */
    public static final String ALL_PROJECTS = "context_is_admin";

    /** Anyone with a token: the service has no rule for it. */
    public static final String RESOURCE_FILTERS = "resource_filters:get_all";

    /** The room's rules and their defaults, in order of their names. */
    public static final SequencedMap<String, String> DEFAULTS = defaults();

    private MessagesPolicy() {}

    private static SequencedMap<String, String> defaults() {
        SequencedMap<String, String> rules = new LinkedHashMap<>();
        rules.put(ALL_PROJECTS, "role:admin");
        rules.put(DELETE, "role:admin or (role:member and project_id:%(project_id)s)");
        rules.put(SHOW, "role:admin or (role:reader and project_id:%(project_id)s)");
        rules.put(LIST, "role:admin or (role:reader and project_id:%(project_id)s)");
        rules.put(RESOURCE_FILTERS, "@");
        return Collections.unmodifiableSequencedMap(rules);
    }
}
