package io.berth.reservation.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Who may do what with leases and hosts, in oslo.policy's language (contract blazar §20). */
public final class ReservationPolicy {
    static final String ADMIN = "admin";
    static final String LEASES_GET = "blazar:leases:get";
    static final String LEASES_POST = "blazar:leases:post";
    static final String LEASES_PUT = "blazar:leases:put";
    static final String LEASES_DELETE = "blazar:leases:delete";
    static final String HOSTS_GET = "blazar:oshosts:get";
    static final String HOSTS_POST = "blazar:oshosts:post";
    static final String HOSTS_PUT = "blazar:oshosts:put";
    static final String HOSTS_DELETE = "blazar:oshosts:delete";
    static final String ALLOCATIONS_GET = "blazar:oshosts:get_allocations";
    static final String PROPERTIES_GET = "blazar:oshosts:get_resource_properties";
    static final String PROPERTIES_UPDATE = "blazar:oshosts:update_resource_properties";
    static final String FLOATING_IPS_GET = "blazar:floatingips:get";
    static final String FLOATING_IPS_POST = "blazar:floatingips:post";
    static final String FLOATING_IPS_DELETE = "blazar:floatingips:delete";
    static final String PLUGINS_GET = "blazar:plugins:get";

    private static final String READER = "rule:project_reader_or_admin";
    private static final String MEMBER = "rule:project_member_or_admin";

    public static final SequencedMap<String, String> DEFAULTS = defaults();

    private ReservationPolicy() {}

    /** The rules that are asked one after the other: whoever changes a host or an address must be allowed to see it first (contract blazar §5). */
    static List<String> stepsTo(String rule) {
        return switch (rule) {
            case HOSTS_PUT, HOSTS_DELETE -> List.of(HOSTS_GET, rule);
            case FLOATING_IPS_DELETE -> List.of(FLOATING_IPS_GET, rule);
            default -> List.of(rule);
        };
    }

    private static SequencedMap<String, String> defaults() {
        Map<String, String> rules = new LinkedHashMap<>();
        rules.put(ADMIN, "is_admin:True or role:admin");
        rules.put("project_member_api", "role:member and project_id:%(project_id)s");
        rules.put("project_reader_api", "role:reader and project_id:%(project_id)s");
        rules.put("project_member_or_admin", "rule:project_member_api or rule:admin");
        rules.put("project_reader_or_admin", "rule:project_reader_api or rule:admin");
        rules.put(LEASES_GET, READER);
        rules.put(LEASES_POST, MEMBER);
        rules.put(LEASES_PUT, MEMBER);
        rules.put(LEASES_DELETE, MEMBER);
        for (String rule : List.of(
                HOSTS_GET, HOSTS_POST, HOSTS_PUT, HOSTS_DELETE, ALLOCATIONS_GET, PROPERTIES_GET, PROPERTIES_UPDATE)) {
            rules.put(rule, "rule:admin");
        }
        rules.put(FLOATING_IPS_GET, READER);
        rules.put(FLOATING_IPS_POST, "rule:admin");
        rules.put(FLOATING_IPS_DELETE, "rule:admin");
        rules.put(PLUGINS_GET, READER);
        return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(rules));
    }
}
