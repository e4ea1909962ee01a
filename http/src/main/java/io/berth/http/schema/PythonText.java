package io.berth.http.schema;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Writes values as Python's {@code repr} does: {@code {'a': None, 'b': [True, 1.0]}}. */
public final class PythonText {
    /** Python's float_repr_style "short": positional digits for decimal exponents in [-4, 16), scientific outside. */
    private static final int POSITIONAL_EXPONENT_MIN = -4;
    private static final int POSITIONAL_EXPONENT_LIMIT = 16;

    private PythonText() {}

    /** The repr of what Python's json module makes of this value: fractions are floats, whatever precision the node has. */
    public static String repr(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> repr(value.stringValue());
            case NUMBER -> value.isIntegralNumber() ? value.bigIntegerValue().toString() : repr(floatValue(value));
            case BOOLEAN -> value.booleanValue() ? "True" : "False";
            case OBJECT -> value.properties().stream()
                    .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
            case ARRAY -> StreamSupport.stream(value.spliterator(), false)
                    .map(PythonText::repr)
                    .collect(Collectors.joining(", ", "[", "]"));
            case NULL, MISSING -> "None";
            case BINARY, POJO -> repr(value.asString());
        };
    }

    /** The repr of a string: single quotes, unless it holds a single and no double one; what cannot be printed is escaped. */
    public static String repr(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder out = new StringBuilder(text.length() + 2).append(quote);
        text.codePoints().forEach(point -> appendCharacter(out, point, quote));
        return out.append(quote).toString();
    }

    /** A fraction as Python's json module reads it: beyond the doubles it is infinite, which Jackson would refuse to convert. */
    static double floatValue(JsonNode number) {
        return number.isBigDecimal() ? number.decimalValue().doubleValue() : number.doubleValue();
    }

    /** The repr of a float: the fewest digits that read back as the same double. */
    static String repr(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String sign = 1 / value < 0 || value < 0 ? "-" : "";
        if (value == 0) {
            return sign + "0.0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        if (exponent >= POSITIONAL_EXPONENT_MIN && exponent < POSITIONAL_EXPONENT_LIMIT) {
            String plain = shortest.toPlainString();
            return sign + plain + (plain.indexOf('.') < 0 ? ".0" : "");
        }
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /** Double.toString gives the fewest digits, but never fewer than two: the smallest numbers have a shorter form than its 4.9E-324. */
    private static BigDecimal shortest(double positive) {
        BigDecimal digits = new BigDecimal(Double.toString(positive)).stripTrailingZeros();
        BigDecimal single = digits.round(new MathContext(1));
        return single.doubleValue() == positive ? single.stripTrailingZeros() : digits;
    }

    private static void appendCharacter(StringBuilder out, int point, char quote) {
        switch (point) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            default -> {
                if (point == quote) {
                    out.append('\\').append(quote);
                } else if (isPrintable(point)) {
                    out.appendCodePoint(point);
                } else {
                    out.append(escape(point));
                }
            }
        }
    }

    private static String escape(int point) {
        if (point <= 0xff) {
            return "\\x%02x".formatted(point);
        }
        return (point <= 0xffff ? "\\u%04x" : "\\U%08x").formatted(point);
    }

    /** Python's str.isprintable: no control, format, surrogate, private or unassigned character, and no separator but the space. */
    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }
}
