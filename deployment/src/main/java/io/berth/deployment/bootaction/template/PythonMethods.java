package io.berth.deployment.bootaction.template;

import io.berth.deployment.bootaction.template.PythonValues.Tuple;
import io.berth.deployment.bootaction.template.PythonValues.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Methods of dicts and texts that templates may call, and the names that they hide. */
final class PythonMethods {

    static final Set<String> NAMES = Set.of(
            "items", "keys", "values", "get", "upper", "lower", "strip", "lstrip", "rstrip", "split", "replace", "startswith", "endswith",
            "join");

    /** Attributes that a dict has by itself: {@code labels.items} is the method, not the label. */
    static final Set<String> OF_DICT =
            Set.of("clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values");

    private PythonMethods() {}

    static Object call(Object subject, String name, List<Object> arguments) {
        return switch (subject) {
            case Map<?, ?> map -> ofDict(map, name, arguments);
            case String text -> ofText(text, name, arguments);
            case Undefined undefined -> throw RenderFailure.undefined(undefined);
            default -> throw new RenderFailure("the method " + name + " of '" + PythonValues.typeName(subject) + "' is not supported");
        };
    }

    private static Object ofDict(Map<?, ?> map, String name, List<Object> arguments) {
        if (name.equals("get") && (arguments.size() == 1 || arguments.size() == 2)) {
            Object found = map.get(arguments.getFirst());
            return found != null ? found : arguments.size() == 2 ? arguments.get(1) : PythonValues.NONE;
        }
        if (!arguments.isEmpty()) {
            throw new RenderFailure("the method " + name + " with these arguments is not supported");
        }
        return switch (name) {
            case "items" -> new View(map.entrySet().stream()
                    .<Object>map(entry -> new Tuple(List.of(entry.getKey(), entry.getValue())))
                    .toList());
            case "keys" -> new View(new ArrayList<>(map.keySet()));
            case "values" -> new View(new ArrayList<>(map.values()));
            default -> throw RenderFailure.undefined(Undefined.of("'dict object' has no attribute '" + name + "'"));
        };
    }

    private static Object ofText(String text, String name, List<Object> arguments) {
        if (name.equals("join") && arguments.size() == 1) {
            var items = PythonValues.iterate(arguments.getFirst());
            items.forEach(PythonMethods::text);
            return PythonValues.join(items, text);
        }
        var texts = arguments.stream().map(PythonMethods::text).toList();
        return switch (name + texts.size()) {
            case "upper0" -> text.toUpperCase(Locale.ROOT);
            case "lower0" -> text.toLowerCase(Locale.ROOT);
            case "strip0" -> PythonValues.stripEnd(PythonValues.stripStart(text));
            case "lstrip0" -> PythonValues.stripStart(text);
            case "rstrip0" -> PythonValues.stripEnd(text);
            case "split0" -> words(text);
            case "split1" -> split(text, texts.getFirst());
            case "replace2" -> PythonValues.replace(text, texts.getFirst(), texts.get(1), Integer.MAX_VALUE);
            case "startswith1" -> text.startsWith(texts.getFirst());
            case "endswith1" -> text.endsWith(texts.getFirst());
            default -> throw new RenderFailure("the method " + name + " of text with these arguments is not supported");
        };
    }

    private static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw RenderFailure.type("expected text, found " + PythonValues.typeName(value));
    }

    private static List<Object> words(String text) {
        var words = new ArrayList<Object>();
        var word = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (!PythonValues.isSpace(c)) {
                word.append(c);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    private static List<Object> split(String text, String separator) {
        if (separator.isEmpty()) {
            throw new RenderFailure("ValueError - empty separator");
        }
        var parts = new ArrayList<Object>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }
}
