package io.berth.testkit;

import io.berth.http.Caller;
import io.berth.http.Policy;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Judges by a room's default rules, of which it understands what those defaults are made of: {@code role:x},
 * {@code rule:x}, {@code key:%(key)s}, {@code @}, {@code !}, {@code and}, {@code or}; no brackets and no {@code not}.
 */
public final class TestPolicy implements Policy {
    private final Map<String, String> rules;

    public TestPolicy(Map<String, String> rules) {
        this.rules = Map.copyOf(rules);
    }

    /** @throws IllegalArgumentException for a rule that is not in the defaults: a route must not ask for one that nobody grants */
    @Override
    public boolean allows(String rule, Caller caller, Map<String, String> target) {
        String check = rules.get(rule);
        if (check == null) {
            throw new IllegalArgumentException("no default for policy rule " + rule);
        }
        return Arrays.stream(check.split(" or "))
                .anyMatch(any -> Arrays.stream(any.split(" and ")).allMatch(each -> holds(each.strip(), caller, target)));
    }

    private boolean holds(String check, Caller caller, Map<String, String> target) {
        if (check.equals("@") || check.equals("!")) {
            return check.equals("@");
        }
        String[] parts = check.split(":", 2);
        return switch (parts[0]) {
            case "role" -> caller.hasRole(parts[1]);
            case "rule" -> allows(parts[1], caller, target);
            case "project_id" -> caller.projectId().equals(target(parts[1], target));
            case "user_id" -> Optional.of(caller.userId()).equals(target(parts[1], target));
            default -> throw new IllegalArgumentException("a check that this policy does not understand: " + check);
        };
    }

    private static Optional<String> target(String reference, Map<String, String> target) {
        String key = reference.replaceFirst("^%\\((.*)\\)s$", "$1");
        return Optional.ofNullable(target.get(key));
    }
}
