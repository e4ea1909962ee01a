package io.berth.reservation.requirement;

import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.schema.PythonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads an expression: {@code ["==", "$vcpus", "4"]}, {@code ["and", …]}, and beyond Blazar {@code ["or", …]},
 * {@code ["not", …]}, {@code ["in", "$rack", "r1", "r2"]} or {@code ["in", "$rack", ["r1", "r2"]]}. All values are strings, as in Blazar.
 */
public final class RequirementParser {
    /** The longest expression that is read. */
    public static final int LENGTH_MAX = 16_384;

    /** How deep {@code and}, {@code or} and {@code not} may nest. */
    public static final int DEPTH_MAX = 32;

    private RequirementParser() {}

    /** What the text says; absent where it is malformed. No text, {@code ""} and {@code "[]"} restrict nothing. */
    public static Optional<Requirement> parse(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.of(Requirement.AllOf.NOTHING);
        }
        if (text.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        return json(text).flatMap(node -> node.isArray() && node.isEmpty()
                ? Optional.of(Requirement.AllOf.NOTHING)
                : expression(node, 1));
    }

    /** What a text says that was found well formed before. */
    public static Requirement checked(@Nullable String text) {
        return parse(text).orElseThrow(() -> new IllegalStateException("a malformed expression was accepted: " + text));
    }

    /** How Blazar names a malformed text in its answer: as a Python value where it is JSON, else as it is. */
    public static String shown(String text) {
        return text.length() > LENGTH_MAX
                ? "(longer than " + LENGTH_MAX + " characters)"
                : json(text).map(PythonText::repr).orElse(text);
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(Json.read(text.getBytes(StandardCharsets.UTF_8)));
        } catch (HttpProblem notJson) {
            return Optional.empty();
        }
    }

    private static Optional<Requirement> expression(JsonNode node, int depth) {
        if (!node.isArray() || node.isEmpty() || !node.get(0).isString() || depth > DEPTH_MAX) {
            return Optional.empty();
        }
        return switch (node.get(0).stringValue()) {
            case "and" -> parts(node, depth).map(Requirement.AllOf::new);
            case "or" -> parts(node, depth).map(Requirement.AnyOf::new);
            case "not" -> parts(node, depth).filter(parts -> parts.size() == 1).map(parts -> new Requirement.Not(parts.getFirst()));
            case "in" -> oneOf(node);
            default -> comparison(node);
        };
    }

    private static Optional<List<Requirement>> parts(JsonNode node, int depth) {
        List<Requirement> parts = new ArrayList<>();
        for (int i = 1; i < node.size(); i++) {
            Optional<Requirement> part = expression(node.get(i), depth + 1);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.add(part.get());
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(parts);
    }

    private static Optional<Requirement> comparison(JsonNode node) {
        if (node.size() != 3) {
            return Optional.empty();
        }
        Optional<String> name = name(node.get(1));
        Optional<String> value = value(node.get(2));
        if (name.isEmpty() || value.isEmpty()) {
            return Optional.empty();
        }
        return Operator.named(node.get(0).stringValue())
                .map(operator -> new Requirement.Comparison(operator, name.get(), value.get()));
    }

    private static Optional<Requirement> oneOf(JsonNode node) {
        if (node.size() < 3) {
            return Optional.empty();
        }
        Optional<String> name = name(node.get(1));
        boolean isListed = node.size() == 3 && node.get(2).isArray();
        JsonNode list = isListed ? node.get(2) : node;
        List<String> values = new ArrayList<>();
        for (int i = isListed ? 0 : 2; i < list.size(); i++) {
            Optional<String> value = value(list.get(i));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return values.isEmpty() ? Optional.empty() : name.map(known -> new Requirement.OneOf(known, values));
    }

    private static Optional<String> name(JsonNode node) {
        return value(node)
                .filter(text -> text.length() > 1 && text.startsWith("$"))
                .map(text -> text.substring(1));
    }

    private static Optional<String> value(JsonNode node) {
        return node.isString() && !node.stringValue().isEmpty() ? Optional.of(node.stringValue()) : Optional.empty();
    }
}
