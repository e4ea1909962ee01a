package io.berth.identity.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.berth.http.Caller;

/** What rules can ask about a caller (contract keystone §4): each attribute with its values; an absent one has none. */
record Credentials(Map<String, List<String>> values) {
    static Credentials of(Caller caller) {
        return new Credentials(Map.ofEntries(
                one("user_id", caller.userId()),
                one("user_name", caller.userName()),
                one("user_domain_id", caller.userDomainId()),
                optional("project_id", caller.projectId()),
                optional("project_name", caller.projectName()),
                optional("project_domain_id", caller.projectDomainId()),
                optional("domain_id", caller.domainId()),
                optional("system_scope", caller.isSystemScoped() ? Optional.of("all") : Optional.empty()),
                Map.entry("roles", List.copyOf(caller.roles()))));
    }

    Stream<String> of(String key) {
        return values.getOrDefault(key, List.of()).stream();
    }

    private static Map.Entry<String, List<String>> one(String key, String value) {
        return Map.entry(key, value.isEmpty() ? List.of() : List.of(value));
    }

    private static Map.Entry<String, List<String>> optional(String key, Optional<String> value) {
        return Map.entry(key, value.map(List::of).orElse(List.of()));
    }
}
