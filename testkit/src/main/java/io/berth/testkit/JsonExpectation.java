package io.berth.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Compares JSON with what is expected of it. Objects may have more keys unless they must be exact; lists have the same
 * elements in the same order, or in any order as {@code {$anyOrder: […]}}, or at least these as {@code {$has: […]}}. The
 * text {@code $any} stands for anything, {@code ~regex} for text in which the regex is found.
 */
public final class JsonExpectation {
    private JsonExpectation() {}

    public static void check(JsonNode expected, JsonNode actual, String path, boolean isExact, String context) {
        if (expected.isString() && expected.asString().equals("$any")) {
            return;
        }
        if (expected.isString() && expected.asString().startsWith("~")) {
            String regex = expected.asString().substring(1);
            boolean found = Pattern.compile(regex, Pattern.DOTALL).matcher(actual.asString()).find();
            assertThat(found).as("%s: %s is found in %s%n%s", path, regex, actual, context).isTrue();
        } else if (expected.has("$anyOrder")) {
            JsonNode list = expected.get("$anyOrder");
            assertThat(actual.size()).as("size of %s%n%s", path, context).isEqualTo(list.size());
            has(list, actual, path, isExact, context);
        } else if (expected.has("$has")) {
            has(expected.get("$has"), actual, path, isExact, context);
        } else if (expected.isObject()) {
            object(expected, actual, path, isExact, context);
        } else if (expected.isArray()) {
            assertThat(actual.isArray() && actual.size() == expected.size())
                    .as("%s is a list of %d%n%s", path, expected.size(), context)
                    .isTrue();
            for (int i = 0; i < expected.size(); i++) {
                check(expected.get(i), actual.get(i), path + "[" + i + "]", isExact, context);
            }
        } else if (expected.isNumber() && actual.isNumber()) {
            assertThat(actual.decimalValue()).as("%s%n%s", path, context).isEqualByComparingTo(expected.decimalValue());
        } else {
            assertThat(actual).as("%s%n%s", path, context).isEqualTo(expected);
        }
    }

    private static void object(JsonNode expected, JsonNode actual, String path, boolean isExact, String context) {
        assertThat(actual.isObject()).as("%s is an object%n%s", path, context).isTrue();
        expected.properties().forEach(entry -> {
            JsonNode value = actual.path(entry.getKey());
            assertThat(value.isMissingNode()).as("%s.%s is missing%n%s", path, entry.getKey(), context).isFalse();
            check(entry.getValue(), value, path + "." + entry.getKey(), isExact, context);
        });
        if (isExact) {
            assertThat(List.copyOf(actual.propertyNames()))
                    .as("keys of %s%n%s", path, context)
                    .hasSameElementsAs(expected.propertyNames());
        }
    }

    private static void has(JsonNode expected, JsonNode actual, String path, boolean isExact, String context) {
        List<JsonNode> left = new ArrayList<>();
        actual.forEach(left::add);
        for (JsonNode each : expected) {
            boolean found = left.removeIf(new FirstMatch(each, path, isExact, context)::test);
            assertThat(found).as("%s has %s%n%s", path, each, context).isTrue();
        }
    }

    /** Matches once. */
    private static final class FirstMatch {
        private final JsonNode expected;
        private final String path;
        private final boolean isExact;
        private final String context;
        private boolean isFound;

        FirstMatch(JsonNode expected, String path, boolean isExact, String context) {
            this.expected = expected;
            this.path = path;
            this.isExact = isExact;
            this.context = context;
        }

        boolean test(JsonNode candidate) {
            if (isFound) {
                return false;
            }
            try {
                check(expected, candidate, path, isExact, context);
                isFound = true;
            } catch (AssertionError another) {
                return false;
            }
            return true;
        }
    }
}
