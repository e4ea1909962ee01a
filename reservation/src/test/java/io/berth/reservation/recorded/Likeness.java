package io.berth.reservation.recorded;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Whether an answer is like the recorded one: the same keys and values, where ids stand for one another, the order of lists of
 * objects does not count, and timestamps of rows are of the same form.
 */
final class Likeness {
    private static final Set<String> STAMPS = Set.of("created_at", "updated_at");

    /** Values of their own kind on each system: only their type is the same. */
    private static final Set<String> OWN_VALUES =
            Set.of("trust_id", "cpu_info", "hypervisor_type", "hypervisor_version", "availability_zone", "aggregate_id");

    private static final Set<String> BERTHS_KEYS = Set.of("action", "status_reason");
    private static final Set<String> HOST_KEYS = Set.of("resource_id", "id");

    /** What is missing is named in any order (contract blazar §6.3). */
    private static final String MISSING = "Missing parameter ";

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Names names;
    private final Set<String> ignored;

    /** @param ignored keys whose values are not compared */
    Likeness(Names names, Set<String> ignored) {
        this.names = names;
        this.ignored = Set.copyOf(ignored);
    }

    /** The first thing that is not alike. */
    Optional<String> difference(JsonNode recorded, JsonNode actual) {
        return difference("", "", recorded, actual);
    }

    private Optional<String> difference(String path, String key, JsonNode recorded, JsonNode actual) {
        if (ignored.contains(key)) {
            return Optional.empty();
        }
        if (recorded.getNodeType() != actual.getNodeType()) {
            return not(path, recorded, actual);
        }
        if (recorded.isObject()) {
            return ofObjects(path, recorded, actual);
        }
        if (recorded.isArray()) {
            return ofArrays(path, recorded, actual);
        }
        if (OWN_VALUES.contains(key)) {
            return Optional.empty();
        }
        if (!recorded.isString()) {
            return recorded.equals(actual) || recorded.toString().equals(actual.toString())
                    ? Optional.empty()
                    : not(path, recorded, actual);
        }
        return isSameText(key, recorded.stringValue(), actual.stringValue())
                ? Optional.empty()
                : not(path, recorded, actual);
    }

    private boolean isSameText(String key, String recorded, String actual) {
        if (recorded.startsWith(MISSING) && actual.startsWith(MISSING)) {
            return Set.of(recorded.substring(MISSING.length()).split(", ?"))
                    .equals(Set.of(actual.substring(MISSING.length()).split(", ?")));
        }
        if (STAMPS.contains(key)) {
            return form(recorded).equals(form(actual));
        }
        if (HOST_KEYS.contains(key) && NUMBER.matcher(recorded).matches() && NUMBER.matcher(actual).matches()) {
            return names.isSameId(recorded, actual);
        }
        return names.isSame(recorded, actual);
    }

    /** Of a timestamp: whole seconds may be any, their fraction may not. */
    private static String form(String stamp) {
        int fraction = stamp.indexOf('.');
        return fraction < 0
                ? stamp.replaceAll("\\d", "0")
                : stamp.substring(0, fraction).replaceAll("\\d", "0") + stamp.substring(fraction);
    }

    private Optional<String> ofObjects(String path, JsonNode recorded, JsonNode actual) {
        for (String key : recorded.propertyNames()) {
            if (!actual.has(key) && !ignored.contains(key)) {
                return Optional.of(path + "/" + key + " is missing");
            }
            Optional<String> found = difference(path + "/" + key, key, recorded.path(key), actual.path(key));
            if (found.isPresent()) {
                return found;
            }
        }
        return actual.propertyNames().stream()
                .filter(key -> !recorded.has(key) && !BERTHS_KEYS.contains(key) && !ignored.contains(key))
                .findFirst()
                .map(key -> path + "/" + key + " is there");
    }

    /** Blazar lists in the order of its database, which is any. */
    private Optional<String> ofArrays(String path, JsonNode recorded, JsonNode actual) {
        List<JsonNode> left = new ArrayList<>(actual.values());
        for (JsonNode each : recorded.values()) {
            Optional<String> first = Optional.empty();
            boolean isFound = false;
            for (int i = 0; i < left.size() && !isFound; i++) {
                Names attempt = names.copy();
                Optional<String> found = new Likeness(attempt, ignored).difference(path + "/" + i, "", each, left.get(i));
                isFound = found.isEmpty();
                if (isFound) {
                    names.learn(attempt);
                    left.remove(i);
                } else if (first.isEmpty() || !found.get().contains("/id:") && !found.get().contains("_type:")) {
                    first = found;
                }
            }
            if (!isFound) {
                return first.or(() -> Optional.of(path + " has no " + each));
            }
        }
        return left.isEmpty() ? Optional.empty() : Optional.of(path + " also has " + left);
    }

    private static Optional<String> not(String path, JsonNode recorded, JsonNode actual) {
        return Optional.of(path + ": recorded " + recorded + ", now " + actual);
    }
}
