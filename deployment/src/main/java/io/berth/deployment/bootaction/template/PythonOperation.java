package io.berth.deployment.bootaction.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.AdvancedFilter;
import com.hubspot.jinjava.util.ForLoop;
import io.berth.deployment.bootaction.template.PythonFilters.Arguments;
import io.berth.deployment.bootaction.template.PythonValues.Tuple;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The one operation that checked templates use for everything that is not a loop, a condition or a variable. */
final class PythonOperation implements AdvancedFilter {

    /** Under which the rendering is found in the interpreter's context. */
    static final String RENDERING = "rendering";

    /** Operations that cost the same however large their operands are. */
    private static final Set<String> LOOK_UPS = Set.of("var", "truth", "not", "attr", "item", "test", "first", "second");

    private static final int MAX_RANGE = Rendering.MAX_STEPS;

    @Override
    public String getName() {
        return "py";
    }

    @Override
    public Object filter(@Nullable Object subject, JinjavaInterpreter interpreter, Object[] arguments, Map<String, Object> byName) {
        var rendering = (Rendering) interpreter.getContext().get(RENDERING);
        if (rendering == null) {
            throw new IllegalStateException("a checked template runs only through its own renderer");
        }
        if (rendering.hasFailed()) {
            return "";
        }
        try {
            rendering.step(1);
            var values = new ArrayList<Object>();
            for (int i = 1; i < arguments.length; i++) {
                values.add(arguments[i] == null ? Undefined.of("undefined") : arguments[i]);
            }
            Object value = subject == null ? Undefined.of("undefined") : subject;
            if (!LOOK_UPS.contains(arguments[0])) {
                rendering.visit(value);
                values.forEach(rendering::visit);
            }
            return rendering.made(apply((String) arguments[0], value, values, subject == null, rendering));
        } catch (RenderFailure e) {
            rendering.fail(e.text());
            return "";
        }
    }

    private static Object apply(String operation, Object value, List<Object> with, boolean isUnset, Rendering rendering) {
        return switch (operation) {
            case "var" -> isUnset ? Undefined.name((String) with.getFirst()) : value;
            case "print" -> rendering.printed(PythonValues.str(value));
            case "truth" -> PythonValues.truth(value);
            case "not" -> !PythonValues.truth(value);
            case "each" -> new Rounds(charged(PythonValues.iterate(value), rendering), rendering);
            case "pairs" -> new Rounds(pairs(charged(PythonValues.iterate(value), rendering)), rendering);
            case "first" -> ((Tuple) value).items().getFirst();
            case "second" -> ((Tuple) value).items().getLast();
            case "attr" -> attribute(value, (String) with.getFirst());
            case "item" -> item(value, with.getFirst());
            case "call" -> PythonMethods.call(value, (String) with.getFirst(), with.subList(1, with.size()));
            case "filter" -> PythonFilters.apply(
                    (String) with.getFirst(), value, new Arguments(with.subList(1, with.size())));
            case "test" -> PythonTests.holds((String) with.getFirst(), value);
            case "list" -> with;
            case "dict" -> dict(with);
            case "range" -> range(with, rendering);
            case "~" -> PythonValues.str(value) + PythonValues.str(with.getFirst());
            default -> binary(operation, value, with.getFirst());
        };
    }

    private static Object binary(String operation, Object left, Object right) {
        return switch (operation) {
            case "==" -> PythonValues.isEqual(left, right);
            case "!=" -> !PythonValues.isEqual(left, right);
            case "<" -> PythonValues.compare(left, right) < 0;
            case "<=" -> PythonValues.compare(left, right) <= 0;
            case ">" -> PythonValues.compare(left, right) > 0;
            case ">=" -> PythonValues.compare(left, right) >= 0;
            case "in" -> PythonValues.contains(right, left);
            case "not in" -> !PythonValues.contains(right, left);
            case "+", "-" -> sum(operation, left, right);
            default -> throw new IllegalStateException("unchecked operation " + operation);
        };
    }

    private static Object sum(String operation, Object left, Object right) {
        if (left instanceof String a && right instanceof String b && operation.equals("+")) {
            return a + b;
        }
        if (left instanceof Double || right instanceof Double) {
            throw new RenderFailure("arithmetic with fractions is not supported");
        }
        for (Object operand : List.of(left, right)) {
            if (operand instanceof Undefined undefined) {
                throw RenderFailure.undefined(undefined);
            }
        }
        if (!PythonValues.isNumber(left) || !PythonValues.isNumber(right)) {
            throw RenderFailure.type("unsupported operand type(s) for %s: '%s' and '%s'"
                    .formatted(operation, PythonValues.typeName(left), PythonValues.typeName(right)));
        }
        BigInteger a = PythonValues.integer(left);
        BigInteger b = PythonValues.integer(right);
        return operation.equals("+") ? a.add(b) : a.subtract(b);
    }

    /** {@code value.name}: an attribute that Python has by itself comes first, then the key. */
    private static Object attribute(Object value, String name) {
        return switch (value) {
            case Undefined undefined -> throw RenderFailure.undefined(undefined);
            case Map<?, ?> map -> {
                if (PythonMethods.OF_DICT.contains(name)) {
                    throw new RenderFailure("the method " + name + " of a dict without a call is not supported: write ['" + name + "'] for the key");
                }
                Object found = map.get(name);
                yield found != null ? found : Undefined.of("'dict object' has no attribute '" + name + "'");
            }
            case ForLoop loop -> loopAttribute(loop, name);
            default -> throw new RenderFailure("the attribute " + name + " of '" + PythonValues.typeName(value) + "' is not supported");
        };
    }

    private static Object loopAttribute(ForLoop loop, String name) {
        int index = loop.getIndex();
        int length = loop.getLength();
        return switch (name) {
            case "index" -> BigInteger.valueOf(index);
            case "index0" -> BigInteger.valueOf(index - 1L);
            case "length" -> BigInteger.valueOf(length);
            case "revindex" -> BigInteger.valueOf((long) length - index + 1);
            case "revindex0" -> BigInteger.valueOf((long) length - index);
            case "first" -> index == 1;
            case "last" -> index == length;
            default -> throw new RenderFailure("loop." + name + " is not supported");
        };
    }

    /** {@code value[key]}: the key comes first. */
    private static Object item(Object value, Object key) {
        return switch (value) {
            case Undefined undefined -> throw RenderFailure.undefined(undefined);
            case Map<?, ?> map -> {
                Object found = map.get(key);
                if (found == null && !(key instanceof String)) {
                    throw new RenderFailure("a dict's item by '" + PythonValues.typeName(key) + "' is not supported");
                }
                if (found == null && (PythonMethods.OF_DICT.contains(key) || ((String) key).startsWith("_"))) {
                    throw new RenderFailure("the attribute " + key + " of a dict is not supported");
                }
                yield found != null ? found : Undefined.of("'dict object' has no attribute '" + key + "'");
            }
            case List<?> list -> element(new ArrayList<>(list), key, "list");
            case Tuple(var items) -> element(items, key, "tuple");
            case String text -> element(PythonValues.iterate(text), key, "str");
            default -> throw new RenderFailure("an item of '" + PythonValues.typeName(value) + "' is not supported");
        };
    }

    private static Object element(List<Object> items, Object key, String type) {
        if (!(key instanceof BigInteger number)) {
            throw new RenderFailure("an item of a " + type + " by '" + PythonValues.typeName(key) + "' is not supported");
        }
        int size = items.size();
        BigInteger index = number.signum() < 0 ? number.add(BigInteger.valueOf(size)) : number;
        return index.signum() < 0 || index.compareTo(BigInteger.valueOf(size)) >= 0
                ? Undefined.of(type + " object has no element " + number)
                : items.get(index.intValue());
    }

    private static Object dict(List<Object> keysAndValues) {
        var dict = new LinkedHashMap<Object, Object>();
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            if (!(keysAndValues.get(i) instanceof String key)) {
                throw new RenderFailure("a dict's key that is no text is not supported");
            }
            dict.put(key, keysAndValues.get(i + 1));
        }
        return dict;
    }

    private static Object range(List<Object> bounds, Rendering rendering) {
        var numbers = bounds.stream().map(PythonValues::integer).toList();
        BigInteger start = numbers.size() == 1 ? BigInteger.ZERO : numbers.getFirst();
        BigInteger stop = numbers.size() == 1 ? numbers.getFirst() : numbers.get(1);
        BigInteger step = numbers.size() == 3 ? numbers.get(2) : BigInteger.ONE;
        if (step.signum() == 0) {
            throw new RenderFailure("ValueError - range() arg 3 must not be zero");
        }
        var items = new ArrayList<Object>();
        for (BigInteger i = start; i.compareTo(stop) * step.signum() < 0; i = i.add(step)) {
            items.add(i);
            rendering.step(1);
            if (items.size() > MAX_RANGE) {
                break;
            }
        }
        return new PythonValues.View(items);
    }

    private static List<Object> charged(List<Object> items, Rendering rendering) {
        rendering.step(items.size());
        return items;
    }

    private static List<Object> pairs(List<Object> items) {
        var pairs = new ArrayList<Object>();
        for (Object item : items) {
            var parts = PythonValues.iterate(item);
            if (parts.size() != 2) {
                throw new RenderFailure(parts.size() < 2
                        ? "ValueError - not enough values to unpack (expected 2, got " + parts.size() + ")"
                        : "ValueError - too many values to unpack (expected 2)");
            }
            pairs.add(new Tuple(parts));
        }
        return pairs;
    }

    /** A loop's rounds, which end early when the rendering has failed. */
    private static final class Rounds extends AbstractList<Object> {

        private final List<Object> items;
        private final Rendering rendering;

        Rounds(List<Object> items, Rendering rendering) {
            this.items = items;
            this.rendering = rendering;
        }

        @Override
        public Object get(int index) {
            return items.get(index);
        }

        @Override
        public int size() {
            return items.size();
        }

        @Override
        public Iterator<Object> iterator() {
            var each = items.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return !rendering.hasFailed() && each.hasNext();
                }

                @Override
                public Object next() {
                    return each.next();
                }
            };
        }
    }
}
