package io.berth.testkit;

import io.berth.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The variables of a table: {@code ${name}} as captured, {@code ${uuid:name}} made at first use, {@code ${repeat:x:201}} 201 times x. */
public final class Variables {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]+)}");

    /** A reference that is all of a JSON text, and stands for a number. */
    private static final Pattern NUMBER_REFERENCE = Pattern.compile("\"\\$\\{int:([^}]+)}\"");

    private final Map<String, String> values = new LinkedHashMap<>();

    public void put(String name, String value) {
        values.put(name, value);
    }

    public String fill(String text) {
        String numbers = replace(NUMBER_REFERENCE, text);
        return replace(REFERENCE, numbers);
    }

    public JsonNode fill(JsonNode node) {
        return Json.read(fill(node.toString()).getBytes(StandardCharsets.UTF_8));
    }

    private String replace(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match.group(1))));
    }

    private String value(String name) {
        if (name.startsWith("uuid:")) {
            return values.computeIfAbsent(name, any -> UUID.randomUUID().toString());
        }
        if (name.startsWith("repeat:")) {
            String[] parts = name.split(":", 3);
            return parts[1].repeat(Integer.parseInt(parts[2]));
        }
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() -> new IllegalArgumentException("nothing was captured as " + name));
    }
}
