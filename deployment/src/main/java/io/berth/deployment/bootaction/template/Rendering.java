package io.berth.deployment.bootaction.template;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What one rendering has used up, and how it went wrong if it did. Not shared between threads. */
final class Rendering {

    /** Operations and loop rounds of one rendering; a template over ten thousand labels takes about a tenth of that. */
    static final int MAX_STEPS = 1_000_000;

    /** Characters of one rendering's output and of any text on the way to it. */
    static final int MAX_OUTPUT = 4 * 1024 * 1024;

    /** A text of this many characters costs one step more. */
    private static final int CHARACTERS_PER_STEP = 64;

    private static final int VALUES_PER_STEP = 8;

    private final Map<Object, Integer> weights = new IdentityHashMap<>();
    private int steps;
    private int output;
    private String failure = "";

    void step(int count) {
        steps += Math.min(count, MAX_STEPS);
        if (steps > MAX_STEPS) {
            throw new RenderFailure("the template takes more than " + MAX_STEPS + " steps");
        }
    }

    String printed(String text) {
        output += Math.min(text.length(), MAX_OUTPUT);
        if (output > MAX_OUTPUT) {
            throw new RenderFailure("the template's output is over " + MAX_OUTPUT + " characters");
        }
        return text;
    }

    /** Refuses a text before it is made. */
    static void requireLength(long characters) {
        if (characters > MAX_OUTPUT) {
            throw new RenderFailure("a text is over " + MAX_OUTPUT + " characters");
        }
    }

    /** Charges what an operation made. */
    Object made(Object value) {
        if (value instanceof String text) {
            requireLength(text.length());
            step(text.length() / CHARACTERS_PER_STEP);
        } else {
            weight(value);
        }
        return value;
    }

    /** Charges an operation that may visit every part of its operands. */
    void visit(Object operand) {
        step(weight(operand) / VALUES_PER_STEP);
    }

    /** How many values there are in a value, each counted as often as it is reached; collections that contain each other many times over are refused. */
    private int weight(Object value) {
        if (value instanceof String text) {
            return 1 + text.length() / CHARACTERS_PER_STEP;
        }
        Collection<?> parts = switch (value) {
            case List<?> list -> list;
            case Map<?, ?> map -> map.values();
            case PythonValues.Tuple(var items) -> items;
            case PythonValues.View(var items) -> items;
            default -> List.of();
        };
        if (parts.isEmpty()) {
            return 1;
        }
        Integer known = weights.get(value);
        if (known != null) {
            return known;
        }
        step(parts.size());
        int weight = 1;
        for (Object part : parts) {
            weight += weight(part);
            if (weight > MAX_STEPS) {
                throw new RenderFailure("a collection holds more than " + MAX_STEPS + " values");
            }
        }
        weights.put(value, weight);
        return weight;
    }

    /** Keeps the first failure: what follows is its consequence. */
    void fail(String why) {
        if (failure.isEmpty()) {
            failure = why;
        }
    }

    boolean hasFailed() {
        return !failure.isEmpty();
    }

    String failure() {
        return failure;
    }
}
