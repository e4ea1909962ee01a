package io.berth.deployment.yaml;

import io.berth.deployment.yaml.YamlValue.Binary;
import io.berth.deployment.yaml.YamlValue.Bool;
import io.berth.deployment.yaml.YamlValue.Int;
import io.berth.deployment.yaml.YamlValue.Mapping;
import io.berth.deployment.yaml.YamlValue.Null;
import io.berth.deployment.yaml.YamlValue.Real;
import io.berth.deployment.yaml.YamlValue.Seq;
import io.berth.deployment.yaml.YamlValue.Stamp;
import io.berth.deployment.yaml.YamlValue.Text;
import java.math.BigDecimal;
import java.util.stream.Collectors;

/**
 * How Python prints values. Clients see these texts in findings ({@code 210 is not of type 'string'}) and in values that the design turns into
 * text ({@code quiet: true} becomes {@code True}).
 */
public final class PythonText {

    /** Python's repr switches to an exponent from this decimal exponent on, and below the negative one. */
    private static final int EXPONENT_FROM = 16;

    private static final int EXPONENT_BELOW = -4;

    private PythonText() {}

    /** As {@code str(value)}. */
    public static String str(YamlValue value) {
        return value instanceof Text(String text) ? text : repr(value);
    }

    /** As {@code repr(value)}. */
    public static String repr(YamlValue value) {
        return switch (value) {
            case Null _ -> "None";
            case Bool(boolean b) -> b ? "True" : "False";
            case Int(var i) -> i.toString();
            case Real(double d) -> real(d);
            case Text(String text) -> quote(text);
            case Stamp(String text) -> text;
            case Binary(var bytes) -> "<" + bytes.size() + " bytes>";
            case Seq(var items) -> items.stream().map(PythonText::repr).collect(Collectors.joining(", ", "[", "]"));
            case Mapping(var entries) -> entries.entrySet().stream()
                    .map(entry -> repr(entry.getKey()) + ": " + repr(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    /** The name of the Python type that a value would have. */
    public static String typeName(YamlValue value) {
        return switch (value) {
            case Null _ -> "NoneType";
            case Bool _ -> "bool";
            case Int _ -> "int";
            case Real _ -> "float";
            case Text _ -> "str";
            case Stamp _ -> "datetime";
            case Binary _ -> "bytes";
            case Seq _ -> "list";
            case Mapping _ -> "dict";
        };
    }

    /** A text in Python's quotes: single ones, unless that text holds single quotes and no double ones. */
    public static String quote(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        var out = new StringBuilder(text.length() + 2).append(quote);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c == quote) {
                        out.append('\\').append(quote);
                    } else if (!isPrintable(c)) {
                        out.append(String.format(c <= 0xff ? "\\x%02x" : c <= 0xffff ? "\\u%04x" : "\\U%08x", c));
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        return out.append(quote).toString();
    }

    /** As Python's {@code str.isprintable}: no controls, no unassigned or private characters, no white space but the blank. */
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }

    private static String real(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        var shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent < EXPONENT_BELOW || exponent >= EXPONENT_FROM) {
            String digits = shortest.unscaledValue().abs().toString();
            String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
            return (value < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        }
        String plain = shortest.toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }
}
