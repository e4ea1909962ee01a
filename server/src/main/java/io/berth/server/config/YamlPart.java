package io.berth.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A mapping in a structured file, and where in it. What is missing or of another kind is a {@link ConfigProblem} that names the place. */
record YamlPart(String place, Map<?, ?> members) {

    /** @param node whatever stands there; {@code keys} all that it may have */
    static YamlPart of(String place, @Nullable Object node, Set<String> keys) {
        if (!(node instanceof Map<?, ?> members)) {
            throw problem(place, "must have " + String.join(", ", new TreeSet<>(keys)));
        }
        members.keySet().stream().filter(key -> !keys.contains(String.valueOf(key))).findFirst().ifPresent(key -> {
            throw problem(place, "has an unknown key " + key + "; it may have " + String.join(", ", new TreeSet<>(keys)));
        });
        return new YamlPart(place, members);
    }

    String text(String key) {
        if (members.get(key) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw problem(place, "needs a text for " + key);
    }

    boolean has(String key) {
        return members.get(key) != null && !Objects.equals(members.get(key), "");
    }

    /** What stands in a list; nothing where there is none. */
    <T> List<T> list(String key, Set<String> keys, Function<YamlPart, T> read) {
        if (!has(key)) {
            return List.of();
        }
        if (!(members.get(key) instanceof List<?> items)) {
            throw problem(place, "needs a list for " + key);
        }
        List<T> all = new ArrayList<>();
        for (Object item : items) {
            all.add(read.apply(of(place + " " + key + "[" + all.size() + "]", item, keys)));
        }
        return all;
    }

    ConfigProblem problem(String what) {
        return problem(place, what);
    }

    private static ConfigProblem problem(String place, String what) {
        return new ConfigProblem(place + " " + what);
    }
}
