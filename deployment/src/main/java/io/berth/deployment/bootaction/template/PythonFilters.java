package io.berth.deployment.bootaction.template;

import io.berth.deployment.bootaction.template.PythonValues.Tuple;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Jinja2's filters, those that sites use and their nearest relatives. Arguments come in the order of the parameters. */
final class PythonFilters {

    /** Stands for an argument that the template leaves out. */
    static final Object NOT_GIVEN = new Object() {
        @Override
        public String toString() {
            return "not given";
        }
    };

    private static final Map<String, List<String>> PARAMETERS = Map.ofEntries(
            Map.entry("upper", List.of()),
            Map.entry("lower", List.of()),
            Map.entry("capitalize", List.of()),
            Map.entry("string", List.of()),
            Map.entry("list", List.of()),
            Map.entry("length", List.of()),
            Map.entry("count", List.of()),
            Map.entry("first", List.of()),
            Map.entry("last", List.of()),
            Map.entry("urlencode", List.of()),
            Map.entry("int", List.of("default")),
            Map.entry("trim", List.of("chars")),
            Map.entry("join", List.of("d")),
            Map.entry("replace", List.of("old", "new", "count")),
            Map.entry("default", List.of("default_value", "boolean")),
            Map.entry("d", List.of("default_value", "boolean")),
            Map.entry("sort", List.of("reverse", "case_sensitive")),
            Map.entry("dictsort", List.of("case_sensitive", "by", "reverse")),
            Map.entry("indent", List.of("width", "first", "blank")));

    static final Set<String> NAMES = PARAMETERS.keySet();

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,100}");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}\\.[0-9]{1,15}");

    /** Text that is certainly no number in Python's eyes: letters other than those of inf and nan, or nothing. */
    private static final Pattern NO_NUMBER = Pattern.compile("|[b-ceg-hj-mo-su-xz][A-Za-z .:/-]*");

    private static final int DEFAULT_INDENT = 4;
    private static final int MAX_INDENT = 1000;

    private PythonFilters() {}

    static List<String> parameters(String filter) {
        return PARAMETERS.getOrDefault(filter, List.of());
    }

    static Object apply(String filter, Object value, Arguments given) {
        return switch (filter) {
            case "upper" -> PythonValues.str(value).toUpperCase(Locale.ROOT);
            case "lower" -> PythonValues.str(value).toLowerCase(Locale.ROOT);
            case "capitalize" -> capitalize(PythonValues.str(value));
            case "string" -> PythonValues.str(value);
            case "list" -> PythonValues.iterate(value);
            case "length", "count" -> length(value);
            case "first" -> end(value, true);
            case "last" -> end(value, false);
            case "urlencode" -> urlencode(value);
            case "int" -> integer(value, given.get(0, BigInteger.ZERO));
            case "trim" -> given.has(0)
                    ? trim(PythonValues.str(value), PythonValues.str(given.get(0, "")))
                    : PythonValues.stripEnd(PythonValues.stripStart(PythonValues.str(value)));
            case "join" -> PythonValues.join(PythonValues.iterate(value), PythonValues.str(given.get(0, "")));
            case "replace" -> replace(value, given);
            case "default", "d" -> value instanceof Undefined || (given.flag(1) && !PythonValues.truth(value)) ? given.get(0, "") : value;
            case "sort" -> sortedBy(PythonValues.iterate(value), item -> item, given.flag(1), given.flag(0));
            case "dictsort" -> dictsort(value, given);
            case "indent" -> indent(PythonValues.str(value), given);
            default -> throw new IllegalStateException("unchecked filter " + filter);
        };
    }

    /** A filter's arguments by position. */
    record Arguments(List<Object> values) {

        boolean has(int index) {
            return index < values.size() && values.get(index) != NOT_GIVEN;
        }

        Object get(int index, Object fallback) {
            return has(index) ? values.get(index) : fallback;
        }

        boolean flag(int index) {
            return PythonValues.truth(get(index, false));
        }
    }

    private static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int end = text.offsetByCodePoints(0, 1);
        return Character.toString(Character.toTitleCase(text.codePointAt(0))) + text.substring(end).toLowerCase(Locale.ROOT);
    }

    private static BigInteger length(Object value) {
        if (PythonValues.isNumber(value) || value == PythonValues.NONE) {
            throw RenderFailure.type("object of type '" + PythonValues.typeName(value) + "' has no len()");
        }
        return BigInteger.valueOf(PythonValues.iterate(value).size());
    }

    private static Object end(Object value, boolean isFirst) {
        var items = PythonValues.iterate(value);
        if (items.isEmpty()) {
            return Undefined.of("No " + (isFirst ? "first" : "last") + " item, sequence was empty.");
        }
        return isFirst ? items.getFirst() : items.getLast();
    }

    private static Object integer(Object value, Object fallback) {
        return switch (value) {
            case BigInteger number -> number;
            case Boolean _ -> PythonValues.integer(value);
            case String text when WHOLE.matcher(text).matches() -> new BigInteger(text);
            case String text when DECIMAL.matcher(text).matches() -> new BigDecimal(text).toBigInteger();
            case String text when NO_NUMBER.matcher(text).matches() -> fallback;
            case Undefined undefined -> throw RenderFailure.undefined(undefined);
            default -> throw new RenderFailure("int of " + PythonValues.repr(value) + " is not supported");
        };
    }

    private static String trim(String text, String characters) {
        int from = 0;
        int to = text.length();
        while (from < to && characters.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && characters.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    private static String replace(Object value, Arguments given) {
        if (!given.has(0) || !given.has(1)) {
            throw RenderFailure.type("do_replace() needs what to replace and what with");
        }
        String text = PythonValues.str(value);
        String from = PythonValues.str(given.get(0, ""));
        String to = PythonValues.str(given.get(1, ""));
        if (!given.has(2) || given.get(2, "") == PythonValues.NONE) {
            return PythonValues.replace(text, from, to, Integer.MAX_VALUE);
        }
        BigInteger count = PythonValues.integer(given.get(2, ""));
        if (count.signum() < 0 || count.bitLength() >= Integer.SIZE || from.isEmpty()) {
            throw new RenderFailure("replace with this count is not supported");
        }
        return PythonValues.replace(text, from, to, count.intValue());
    }

    private static List<Object> sortedBy(
            List<Object> items, UnaryOperator<Object> by, boolean caseSensitive, boolean reverse) {
        Comparator<Object> order = (a, b) -> PythonValues.compare(key(by.apply(a), caseSensitive), key(by.apply(b), caseSensitive));
        var sorted = new ArrayList<>(items);
        sorted.sort(reverse ? order.reversed() : order);
        return sorted;
    }

    private static Object key(Object value, boolean caseSensitive) {
        return value instanceof String text && !caseSensitive ? text.toLowerCase(Locale.ROOT) : value;
    }

    private static List<Object> dictsort(Object value, Arguments given) {
        if (!(value instanceof Map<?, ?> map)) {
            throw RenderFailure.type("dictsort of '" + PythonValues.typeName(value) + "'");
        }
        int part = switch (PythonValues.str(given.get(1, "key"))) {
            case "key" -> 0;
            case "value" -> 1;
            default -> throw new RenderFailure("FilterArgumentError - You can only sort by either \"key\" or \"value\"");
        };
        var pairs = map.entrySet().stream()
                .<Object>map(entry -> new Tuple(List.of(entry.getKey(), entry.getValue())))
                .toList();
        return sortedBy(pairs, pair -> ((Tuple) pair).items().get(part), given.flag(0), given.flag(2));
    }

    private static String urlencode(Object value) {
        return switch (value) {
            case Map<?, ?> map -> map.entrySet().stream()
                    .map(entry -> quoted(entry.getKey(), false) + "=" + quoted(entry.getValue(), false))
                    .collect(Collectors.joining("&"));
            case List<?> list -> list.stream().map(PythonFilters::pair).collect(Collectors.joining("&"));
            default -> quoted(value, true);
        };
    }

    private static String pair(Object item) {
        var parts = PythonValues.iterate(item);
        if (parts.size() != 2) {
            throw new RenderFailure("ValueError - urlencode of a list takes pairs");
        }
        return quoted(parts.getFirst(), false) + "=" + quoted(parts.getLast(), false);
    }

    /** Percent-encoded; in a path the slash stays, in a query a blank is a plus. */
    private static String quoted(Object value, boolean isPath) {
        var out = new StringBuilder();
        for (byte b : PythonValues.str(value).getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "_.-~".indexOf(c) >= 0 || (isPath && c == '/'))) {
                out.append(c);
            } else if (c == ' ' && !isPath) {
                out.append('+');
            } else {
                out.append(String.format("%%%02X", b & 0xff));
            }
        }
        return out.toString();
    }

    private static String indent(String text, Arguments given) {
        Object width = given.get(0, BigInteger.valueOf(DEFAULT_INDENT));
        String indention = width instanceof String prefix ? prefix : " ".repeat(Math.clamp(PythonValues.integer(width).longValue(), 0, MAX_INDENT));
        boolean blank = given.flag(2);
        // An end of line at the end survives, as in Jinja2, which appends one before it splits.
        var lines = List.of(text.split("\n", -1));
        Rendering.requireLength(text.length() + (long) lines.size() * indention.length());
        var out = new StringBuilder(given.flag(1) ? indention : "").append(lines.getFirst());
        for (String line : lines.subList(1, lines.size())) {
            out.append('\n').append(blank || !line.isEmpty() ? indention : "").append(line);
        }
        return out.toString();
    }
}
