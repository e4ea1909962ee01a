package io.berth.acceptance.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Values that programs stumble over: each has broken some server. */
final class StrangeValues {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final List<String> LITERALS = List.of(
            "null", "true", "false", "0", "-1", "1", "1.5", "-0.0", "1e400", "-1e-400", "9223372036854775807",
            "9223372036854775808", "99999999999999999999999999999999999999", "2147483648", "1E5", "[]", "{}", "[[]]", "\"\"",
            "[null]", "{\"\": null}", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udfff\\ud800\"", "\"\\u202e\\ufeff\"",
            "\"💥ÄÖ漢字\"", "\"' OR 1=1; --\"", "\"%s%n%x\"", "\"${jndi:x}\"", "\"{{ 7 * 7 }}\"", "\"../../etc/passwd\"", "\"\\n\\r\\t\"",
            "\"0000-00-00 00:00\"", "\"9999-99-99 99:99\"", "\"2099-02-30 10:00\"", "\"999999999-01-01 00:00\"", "\"now\"", "\"PT1H\"",
            "\"P999999999999D\"", "\"-1\"", "\"NaN\"", "\"Infinity\"", "\"١٢\"", "\"[\"", "\"[\\\"==\\\", \\\"$x\\\", 1]\"",
            "\"[\\\"and\\\"]\"", "\"file:///dev/null\"", "\"http://127.0.0.1:1/x\"", "\"gopher://x\"", "\"urn:uuid:00000000-0000-0000-0000-000000000000\"",
            "\"00000000-0000-0000-0000-000000000000\"", "\"CUSTOM_\"", "\"VCPU\"");

    private static final List<String> TEXTS = List.of(
            "", " ", "a", "0", "-1", "null", "true", "%00", "%0", "%", "%zz", "%2e%2e%2f", "..", ".", "%c0%ae", "%ff%fe", "%f0%9f%92%a5", "a%20b",
            "'", "\"", "<x>", "1e9", "99999999999999999999", "-9223372036854775809", "VCPU", "VCPU:1", "VCPU:-1", "VCPU:1,VCPU:2", "in:a,b", "!x",
            "HW_CPU_X86_VMX", "00000000-0000-0000-0000-000000000000", "latest", "created_at:desc", "limit=1", ";", "[]", "{}", "x".repeat(300), "%F0%28%8C%28",
            "\u00ff\u00fe", "\u00c3(", "\u00f0\u0028\u008c", "y".repeat(9_000), "%E2%80%8B", "a\tb");

    private final RandomGenerator random;

    StrangeValues(RandomGenerator random) {
        this.random = random;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** For a path, a query or a header; never with a space of its own. Each character stands for one byte, of UTF-8 or not. */
    String text() {
        return one(TEXTS).replace(" ", "%20");
    }

    /** A value in JSON's syntax, or what its author took for it. */
    String json() {
        return switch (random.nextInt(14)) {
            case 0 -> "\"" + "x".repeat(random.nextInt(40_000)) + "\"";
            case 1 -> "9".repeat(1 + random.nextInt(3_000));
            case 2 -> nested();
            case 3 -> "{" + one(LITERALS.stream().filter(it -> it.startsWith("\"")).toList()) + ": " + one(LITERALS) + "}";
            case 4 -> "[" + one(LITERALS) + ", " + one(LITERALS) + "]";
            default -> one(LITERALS);
        };
    }

    private String nested() {
        int depth = 1 + random.nextInt(5_000);
        return random.nextBoolean() ? "[".repeat(depth) + "]".repeat(depth) : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    /** A good body with something wrong in it. */
    String mutated(JsonNode good) {
        JsonNode copy = good.deepCopy();
        Map<String, String> raw = new HashMap<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            mutate(copy, raw);
        }
        String text = JSON.writeValueAsString(copy);
        for (Map.Entry<String, String> strange : raw.entrySet()) {
            text = text.replace("\"" + strange.getKey() + "\"", strange.getValue());
        }
        return oneIn(12) ? broken(text) : text;
    }

    private void mutate(JsonNode node, Map<String, String> raw) {
        String place = "@" + raw.size() + "@";
        switch (node) {
            case ObjectNode object when !object.isEmpty() -> {
                String key = one(List.copyOf(object.propertyNames()));
                JsonNode child = object.get(key);
                if (child.isContainer() && !child.isEmpty() && !oneIn(3)) {
                    mutate(child, raw);
                } else if (oneIn(5)) {
                    object.remove(key);
                } else if (oneIn(6)) {
                    object.set("strange \u0000", object.get(key));
                } else {
                    raw.put(place, json());
                    object.put(key, place);
                }
            }
            case ArrayNode array when !array.isEmpty() -> {
                int index = random.nextInt(array.size());
                if (array.get(index).isContainer() && !oneIn(4)) {
                    mutate(array.get(index), raw);
                } else if (oneIn(4)) {
                    array.add(array.get(index).deepCopy());
                } else {
                    raw.put(place, json());
                    array.set(index, JSON.getNodeFactory().stringNode(place));
                }
            }
            default -> {}
        }
    }

    /** Cut, or with a byte changed. */
    private String broken(String text) {
        if (text.isEmpty() || random.nextBoolean()) {
            return text.substring(0, random.nextInt(text.length() + 1));
        }
        List<Character> characters = new ArrayList<>();
        text.chars().forEach(it -> characters.add((char) it));
        characters.set(random.nextInt(characters.size()), one(List.of(',', '"', '}', '\u0000', '\\')));
        StringBuilder changed = new StringBuilder();
        characters.forEach(changed::append);
        return changed.toString();
    }
}
