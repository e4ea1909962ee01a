package io.berth.http;

import java.util.Map;

/** Says whether a caller may do what a named rule guards, in oslo.policy's terms (contract keystone §7). */
public interface Policy {
    /** @param target attributes of what is asked for, usually {@code project_id} and {@code user_id} */
    boolean allows(String rule, Caller caller, Map<String, String> target);

    /** Asks about the caller's own project and user: for creating and listing. */
    default boolean allows(String rule, Caller caller) {
        return allows(rule, caller, Map.of("project_id", caller.projectId().orElse(""), "user_id", caller.userId()));
    }
}
