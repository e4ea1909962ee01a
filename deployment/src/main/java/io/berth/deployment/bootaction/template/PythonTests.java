package io.berth.deployment.bootaction.template;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What may stand behind {@code is}. */
final class PythonTests {

    static final Set<String> NAMES = Set.of(
            "defined", "undefined", "none", "string", "number", "boolean", "true", "false", "integer", "float", "mapping", "odd", "even");

    private PythonTests() {}

    static boolean holds(String test, Object value) {
        return switch (test) {
            case "defined" -> !(value instanceof Undefined);
            case "undefined" -> value instanceof Undefined;
            case "none" -> value == PythonValues.NONE;
            case "string" -> value instanceof String;
            case "number" -> PythonValues.isNumber(value);
            case "boolean" -> value instanceof Boolean;
            case "true" -> Boolean.TRUE.equals(value);
            case "false" -> Boolean.FALSE.equals(value);
            case "integer" -> value instanceof BigInteger;
            case "float" -> value instanceof Double;
            case "mapping" -> value instanceof Map;
            case "odd" -> parity(value);
            case "even" -> !parity(value);
            default -> throw new IllegalStateException("unchecked test " + test + " of " + List.of(value).size());
        };
    }

    private static boolean parity(Object value) {
        if (value instanceof Undefined undefined) {
            throw RenderFailure.undefined(undefined);
        }
        return PythonValues.integer(value).testBit(0);
    }
}
