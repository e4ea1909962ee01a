package io.berth.deployment.bootaction.template;

import io.berth.deployment.yaml.PythonText;
import io.berth.deployment.yaml.YamlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Python's rules about values. The values are: text, BigInteger, Double, Boolean, {@link #NONE}, List, {@link Tuple}, {@link View}, Map with text
 * keys, and {@link Undefined}.
 */
final class PythonValues {

    /** Python's None, which is a value, unlike {@link Undefined}. */
    static final Object NONE = new Object() {
        @Override
        public String toString() {
            return "None";
        }
    };

    record Tuple(List<Object> items) {}

    /** What dict methods and some filters return: good for looping, and nothing that a template should print. */
    record View(List<Object> items) {}

    private PythonValues() {}

    /** A context value in the form used here. */
    static Object of(Object value) {
        return switch (value) {
            case Integer number -> BigInteger.valueOf(number);
            case Long number -> BigInteger.valueOf(number);
            case Map<?, ?> map -> {
                var copy = new LinkedHashMap<Object, Object>();
                map.forEach((key, item) -> copy.put(key, of(item)));
                yield copy;
            }
            case List<?> list -> {
                var copy = new ArrayList<Object>();
                list.forEach(item -> copy.add(of(item)));
                yield copy;
            }
            default -> value;
        };
    }

    static boolean truth(Object value) {
        return switch (value) {
            case Boolean flag -> flag;
            case String text -> !text.isEmpty();
            case BigInteger number -> number.signum() != 0;
            case Double number -> number != 0;
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case Tuple(var items) -> !items.isEmpty();
            case Undefined _ -> false;
            default -> value != NONE;
        };
    }

    /** As {@code str(value)}. */
    static String str(Object value) {
        return value instanceof String text ? text : value instanceof Undefined ? "" : repr(value);
    }

    /** As {@code repr(value)}. */
    static String repr(Object value) {
        var out = new StringBuilder();
        appendRepr(value, out);
        return out.toString();
    }

    private static void appendRepr(Object value, StringBuilder out) {
        switch (value) {
            case String text -> out.append(PythonText.quote(text));
            case Boolean flag -> out.append(flag ? "True" : "False");
            case BigInteger number -> out.append(number);
            case Double number -> out.append(PythonText.repr(new YamlValue.Real(number)));
            case Undefined _ -> out.append("Undefined");
            case List<?> list -> appendItems("[", list, "]", out);
            case Tuple(var items) -> appendItems("(", items, items.size() == 1 ? ",)" : ")", out);
            case Map<?, ?> map -> {
                String separator = "{";
                for (var entry : map.entrySet()) {
                    appendRepr(entry.getKey(), out.append(separator));
                    appendRepr(entry.getValue(), out.append(": "));
                    separator = ", ";
                }
                out.append(map.isEmpty() ? "{}" : "}");
            }
            case View _ -> throw new RenderFailure("printing a dict's view or an iterator is not supported");
            default -> {
                if (value != NONE) {
                    throw new RenderFailure("printing this value is not supported");
                }
                out.append("None");
            }
        }
        Rendering.requireLength(out.length());
    }

    private static void appendItems(String open, List<?> items, String close, StringBuilder out) {
        out.append(open);
        String separator = "";
        for (Object item : items) {
            appendRepr(item, out.append(separator));
            separator = ", ";
        }
        out.append(close);
    }

    /** The items as text with a separator between them. */
    static String join(List<Object> items, String separator) {
        var out = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : separator).append(str(items.get(i)));
            Rendering.requireLength(out.length());
        }
        return out.toString();
    }

    /** The text with every occurrence replaced, up to a number of them. */
    static String replace(String text, String from, String to, int atMost) {
        if (from.isEmpty()) {
            Rendering.requireLength((text.length() + 1L) * (to.length() + 1L));
            return text.replace(from, to);
        }
        var out = new StringBuilder();
        int at = 0;
        int left = atMost;
        for (int hit = text.indexOf(from); hit >= 0 && left > 0; hit = text.indexOf(from, at)) {
            out.append(text, at, hit).append(to);
            Rendering.requireLength(out.length());
            at = hit + from.length();
            left--;
        }
        return out.append(text, at, text.length()).toString();
    }

    /** What a loop over the value visits. */
    static List<Object> iterate(Object value) {
        return switch (value) {
            case List<?> list -> new ArrayList<>(list);
            case Map<?, ?> map -> new ArrayList<>(map.keySet());
            case Tuple(var items) -> items;
            case View(var items) -> items;
            case Undefined _ -> List.of();
            case String text -> new ArrayList<>(text.codePoints().mapToObj(Character::toString).toList());
            default -> throw RenderFailure.type("'" + typeName(value) + "' object is not iterable");
        };
    }

    static boolean isEqual(Object left, Object right) {
        if (isNumber(left) && isNumber(right)) {
            return compareNumbers(left, right) == 0;
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return areEqual(a, b);
        }
        if (left instanceof Tuple(var a) && right instanceof Tuple(var b)) {
            return areEqual(a, b);
        }
        if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
            return a.keySet().equals(b.keySet())
                    && a.entrySet().stream().allMatch(entry -> {
                        Object other = b.get(entry.getKey());
                        return other != null && isEqual(entry.getValue(), other);
                    });
        }
        return left.equals(right);
    }

    private static boolean areEqual(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!isEqual(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Order of two numbers or two texts; anything else has none here. */
    static int compare(Object left, Object right) {
        if (isNumber(left) && isNumber(right)) {
            return compareNumbers(left, right);
        }
        if (left instanceof String a && right instanceof String b) {
            return compareTexts(a, b);
        }
        for (Object operand : List.of(left, right)) {
            if (operand instanceof Undefined undefined) {
                throw RenderFailure.undefined(undefined);
            }
        }
        throw RenderFailure.type("ordering of '" + typeName(left) + "' and '" + typeName(right) + "'");
    }

    private static int compareNumbers(Object left, Object right) {
        double a = left instanceof Double number ? number : 0;
        double b = right instanceof Double number ? number : 0;
        if (Double.isNaN(a) || Double.isNaN(b) || Double.isInfinite(a) || Double.isInfinite(b)) {
            throw new RenderFailure("comparing infinities is not supported");
        }
        return decimal(left).compareTo(decimal(right));
    }

    private static BigDecimal decimal(Object number) {
        return switch (number) {
            case BigInteger whole -> new BigDecimal(whole);
            case Boolean flag -> flag ? BigDecimal.ONE : BigDecimal.ZERO;
            case Double real -> new BigDecimal(real);
            default -> throw RenderFailure.type("not a number");
        };
    }

    /** By code point, as Python compares; Java compares UTF-16 units. */
    private static int compareTexts(String left, String right) {
        var a = left.codePoints().iterator();
        var b = right.codePoints().iterator();
        while (a.hasNext() && b.hasNext()) {
            int order = Integer.compare(a.nextInt(), b.nextInt());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(a.hasNext(), b.hasNext());
    }

    static boolean contains(Object container, Object item) {
        return switch (container) {
            case String text -> {
                if (!(item instanceof String part)) {
                    throw RenderFailure.type("'in <string>' requires string as left operand, not " + typeName(item));
                }
                yield text.contains(part);
            }
            case Map<?, ?> map -> map.containsKey(item);
            default -> iterate(container).stream().anyMatch(one -> isEqual(one, item));
        };
    }

    static boolean isNumber(Object value) {
        return value instanceof BigInteger || value instanceof Double || value instanceof Boolean;
    }

    static BigInteger integer(Object value) {
        return switch (value) {
            case BigInteger number -> number;
            case Boolean flag -> flag ? BigInteger.ONE : BigInteger.ZERO;
            default -> throw RenderFailure.type("'" + typeName(value) + "' object cannot be interpreted as an integer");
        };
    }

    static String typeName(Object value) {
        return switch (value) {
            case String _ -> "str";
            case Boolean _ -> "bool";
            case BigInteger _ -> "int";
            case Double _ -> "float";
            case List<?> _ -> "list";
            case Map<?, ?> _ -> "dict";
            case Tuple _ -> "tuple";
            case Undefined _ -> "Undefined";
            default -> value == NONE ? "NoneType" : "object";
        };
    }

    /** White space as Python's {@code str.strip} and regular expressions know it. */
    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || c == 0x85 || c == 0xa0 || c == 0x2007 || c == 0x202f;
    }

    static String stripStart(String text) {
        int i = 0;
        while (i < text.length() && isSpace(text.charAt(i))) {
            i++;
        }
        return text.substring(i);
    }

    static String stripEnd(String text) {
        int i = text.length();
        while (i > 0 && isSpace(text.charAt(i - 1))) {
            i--;
        }
        return text.substring(0, i);
    }
}
