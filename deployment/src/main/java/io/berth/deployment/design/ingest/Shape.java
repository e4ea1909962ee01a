package io.berth.deployment.design.ingest;

import io.berth.deployment.yaml.PythonText;
import io.berth.deployment.yaml.YamlValue;
import io.berth.deployment.yaml.YamlValue.Mapping;
import io.berth.deployment.yaml.YamlValue.Seq;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The structure that a document must have, and the texts in which JSON-schema checkers say that it has not: authors and Shipyard see them as DD001
 * (contract drydock §13.3). One text per violation, in the order of the published schemas.
 */
sealed interface Shape {

    /** Whether keys that a closed object does not know are violations; the legacy form ignores them. */
    enum UnknownKeys {
        REFUSED,
        IGNORED
    }

    record Any() implements Shape {}

    record Nothing() implements Shape {}

    record Flag() implements Shape {}

    record Number() implements Shape {}

    /** Text; empty lists and patterns demand nothing. */
    record Words(List<String> oneOf, String pattern) implements Shape {}

    record ListOf(Shape items) implements Shape {}

    /** Values of which exactly one shape must fit. */
    record Either(List<Shape> shapes) implements Shape {}

    /** An object; {@code others} is the shape of keys without one of their own. */
    record Fields(Map<String, Shape> known, Others others, List<String> required) implements Shape {
        Fields with(String key, Shape shape) {
            var more = new LinkedHashMap<>(known);
            more.put(key, shape);
            return new Fields(more, others, required);
        }
    }

    sealed interface Others {
        record Refused(boolean saidFirst) implements Others {}

        record Allowed() implements Others {}

        record Each(Shape shape) implements Others {}
    }

    Shape TEXT = new Words(List.of(), "");
    Shape TEXTS = new ListOf(TEXT);
    Shape NUMBER = new Number();
    Shape FLAG = new Flag();
    Shape ANY = new Any();

    static Shape oneOf(String... words) {
        return new Words(List.of(words), "");
    }

    static Fields closed() {
        return new Fields(Map.of(), new Others.Refused(false), List.of());
    }

    /** A closed object whose published schema says so before it lists the properties. */
    static Fields closedFirst(String... required) {
        return new Fields(Map.of(), new Others.Refused(true), List.of(required));
    }

    static Fields open() {
        return new Fields(Map.of(), new Others.Allowed(), List.of());
    }

    static Fields mapOf(Shape each) {
        return new Fields(Map.of(), new Others.Each(each), List.of());
    }

    /** Every violation, in order. */
    default List<String> violations(YamlValue value, UnknownKeys unknownKeys) {
        var found = new ArrayList<String>();
        check(value, unknownKeys, found);
        return found;
    }

    private void check(YamlValue value, UnknownKeys unknownKeys, List<String> found) {
        switch (this) {
            case Any _ -> {}
            case Nothing _ -> require(value.isNull(), value, "null", found);
            case Flag _ -> require(value instanceof YamlValue.Bool, value, "boolean", found);
            case Number _ -> require(value instanceof YamlValue.Int || value instanceof YamlValue.Real, value, "number", found);
            case Words words -> checkWords(words, value, found);
            case ListOf(Shape items) -> {
                require(value instanceof Seq, value, "array", found);
                if (value instanceof Seq(var elements)) {
                    elements.forEach(element -> items.check(element, unknownKeys, found));
                }
            }
            case Either(var shapes) -> {
                long fitting = shapes.stream().filter(shape -> shape.violations(value, unknownKeys).isEmpty()).count();
                if (fitting == 0) {
                    found.add(PythonText.repr(value) + " is not valid under any of the given schemas");
                }
            }
            case Fields fields -> {
                require(value instanceof Mapping, value, "object", found);
                if (value instanceof Mapping mapping) {
                    checkFields(fields, mapping, unknownKeys, found);
                }
            }
        }
    }

    private static void require(boolean fits, YamlValue value, String type, List<String> found) {
        if (!fits) {
            found.add(PythonText.repr(value) + " is not of type '" + type + "'");
        }
    }

    private static void checkWords(Words words, YamlValue value, List<String> found) {
        require(value instanceof YamlValue.Text, value, "string", found);
        if (!words.oneOf().isEmpty() && !(value instanceof YamlValue.Text(String text) && words.oneOf().contains(text))) {
            found.add(PythonText.repr(value) + " is not one of "
                    + words.oneOf().stream().map(PythonText::quote).collect(Collectors.joining(", ", "[", "]")));
        }
        if (!words.pattern().isEmpty()
                && value instanceof YamlValue.Text(String text)
                && !Pattern.compile(words.pattern()).matcher(text).find()) {
            found.add(PythonText.quote(text) + " does not match " + PythonText.quote(words.pattern()));
        }
    }

    private static void checkFields(Fields fields, Mapping mapping, UnknownKeys unknownKeys, List<String> found) {
        boolean saidFirst = fields.others() instanceof Others.Refused(boolean first) && first;
        if (saidFirst) {
            checkOthers(fields, mapping, unknownKeys, found);
        }
        fields.known().forEach((key, shape) -> mapping.get(key).ifPresent(value -> shape.check(value, unknownKeys, found)));
        if (!saidFirst) {
            checkOthers(fields, mapping, unknownKeys, found);
        }
        for (String key : fields.required()) {
            if (!mapping.has(key)) {
                found.add(PythonText.quote(key) + " is a required property");
            }
        }
    }

    private static void checkOthers(Fields fields, Mapping mapping, UnknownKeys unknownKeys, List<String> found) {
        var others = new LinkedHashSet<>(mapping.entries().keySet());
        others.removeIf(key -> key instanceof YamlValue.Text(String text) && fields.known().containsKey(text));
        switch (fields.others()) {
            case Others.Allowed _ -> {}
            case Others.Each(Shape shape) -> mapping.entries().forEach((key, value) -> {
                if (others.contains(key)) {
                    shape.check(value, unknownKeys, found);
                }
            });
            case Others.Refused _ -> {
                if (unknownKeys == UnknownKeys.REFUSED && !others.isEmpty()) {
                    found.add("Additional properties are not allowed ("
                            + others.stream()
                                    .sorted(Comparator.comparing(PythonText::str))
                                    .map(PythonText::repr)
                                    .collect(Collectors.joining(", "))
                            + (others.size() == 1 ? " was" : " were")
                            + " unexpected)");
                }
            }
        }
    }
}
