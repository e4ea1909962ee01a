package io.berth.deployment.yaml;

import io.berth.deployment.yaml.YamlNodes.Unconstructible;
import io.berth.deployment.yaml.YamlValue.Binary;
import io.berth.deployment.yaml.YamlValue.Bool;
import io.berth.deployment.yaml.YamlValue.Int;
import io.berth.deployment.yaml.YamlValue.Real;
import io.berth.deployment.yaml.YamlValue.Stamp;
import io.berth.deployment.yaml.YamlValue.Text;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Scalars by tag, as PyYAML's safe constructor makes them: sexagesimal numbers of any length, octal with a leading zero, underscores. */
final class PyYamlScalars {

    private static final BigInteger SIXTY = BigInteger.valueOf(60);

    /** Python itself refuses to read longer decimal integers. */
    private static final int MAX_DIGITS = 4300;

    private static final int DATE_LENGTH = "2001-12-14".length();

    private PyYamlScalars() {}

    static YamlValue construct(ScalarNode node) {
        Tag tag = node.getTag();
        String text = node.getValue();
        try {
            if (Tag.STR.equals(tag)) {
                return new Text(text);
            } else if (Tag.INT.equals(tag)) {
                return new Int(integer(text.replace("_", "")));
            } else if (Tag.FLOAT.equals(tag)) {
                return new Real(real(text.replace("_", "").toLowerCase(Locale.ROOT)));
            } else if (Tag.BOOL.equals(tag)) {
                return new Bool(bool(text));
            } else if (Tag.NULL.equals(tag)) {
                return YamlValue.NULL;
            } else if (Tag.TIMESTAMP.equals(tag)) {
                return stamp(text);
            } else if (Tag.BINARY.equals(tag)) {
                return binary(text);
            }
        } catch (NumberFormatException | DateTimeException e) {
            throw new Unconstructible(node, "invalid value for " + tag.getValue() + ": " + text.substring(0, Math.min(text.length(), 40)));
        } catch (IllegalArgumentException e) {
            throw new Unconstructible(node, "failed to decode base64 data");
        }
        throw new Unconstructible(node, "could not determine a constructor for the tag '" + tag.getValue() + "'");
    }

    private static BigInteger integer(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        if (digits.length() > MAX_DIGITS) {
            throw new NumberFormatException("too long");
        }
        BigInteger value;
        if (digits.equals("0")) {
            value = BigInteger.ZERO;
        } else if (digits.startsWith("0b")) {
            value = unsigned(digits.substring(2), 2);
        } else if (digits.startsWith("0x")) {
            value = unsigned(digits.substring(2), 16);
        } else if (digits.startsWith("0")) {
            value = unsigned(digits, 8);
        } else if (digits.indexOf(':') >= 0) {
            value = BigInteger.ZERO;
            for (String part : digits.split(":", -1)) {
                value = value.multiply(SIXTY).add(unsigned(part, 10));
            }
        } else {
            value = unsigned(digits, 10);
        }
        return negative ? value.negate() : value;
    }

    private static BigInteger unsigned(String digits, int radix) {
        if (digits.isEmpty() || !Character.isLetterOrDigit(digits.charAt(0))) {
            throw new NumberFormatException(digits);
        }
        return new BigInteger(digits, radix);
    }

    private static double real(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        double value = switch (digits) {
            case ".inf" -> Double.POSITIVE_INFINITY;
            case ".nan" -> Double.NaN;
            default -> digits.indexOf(':') >= 0 ? sexagesimal(digits) : decimal(digits);
        };
        return negative ? -value : value;
    }

    private static double sexagesimal(String digits) {
        double value = 0;
        double base = 1;
        for (String part : List.of(digits.split(":", -1)).reversed()) {
            value += decimal(part) * base;
            base *= 60;
        }
        return value;
    }

    /** Java also reads {@code 1f}, {@code 0x1p3} and blanks around; Python does not. */
    private static double decimal(String digits) {
        if (!digits.chars().allMatch(c -> "0123456789.eE+-".indexOf(c) >= 0)) {
            throw new NumberFormatException(digits);
        }
        return Double.parseDouble(digits);
    }

    private static boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on" -> true;
            case "no", "false", "off" -> false;
            default -> throw new NumberFormatException(text);
        };
    }

    private static YamlValue stamp(String text) {
        String[] date = text.split("[Tt \t]", 2)[0].split("-");
        if (text.length() < DATE_LENGTH - 2 || date.length != 3) {
            throw new DateTimeException(text);
        }
        var _ = LocalDate.of(Integer.parseInt(date[0]), Integer.parseInt(date[1]), Integer.parseInt(date[2]));
        return new Stamp(text);
    }

    private static YamlValue binary(String text) {
        var bytes = new ArrayList<Byte>();
        for (byte b : Base64.getMimeDecoder().decode(text)) {
            bytes.add(b);
        }
        return new Binary(bytes);
    }
}
