package io.berth.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/** The parameters of a query string, decoded as UTF-8, in order; a name may occur several times. */
public record Query(List<Parameter> parameters) {
    public static final Query NONE = new Query(List.of());

    public record Parameter(String name, String value) {}

    public Query {
        parameters = List.copyOf(parameters);
    }

    /** @throws HttpProblem 400 where an escape is broken, does not decode to UTF-8, or is NUL, which no column can hold */
    public static Query parse(String raw) {
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : raw.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.add(new Parameter(decode(name, true), decode(value, true)));
        }
        return new Query(parameters);
    }

    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    public Optional<String> last(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    public List<String> all(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .toList();
    }

    /** The same without the parameters of this name. */
    public Query without(String name) {
        return new Query(parameters.stream().filter(parameter -> !parameter.name().equals(name)).toList());
    }

    /** The names that occur, each once, in the order of their first occurrence. */
    public SequencedSet<String> names() {
        SequencedSet<String> names = new LinkedHashSet<>();
        parameters.forEach(parameter -> names.add(parameter.name()));
        return names;
    }

    /** Undoes percent encoding (RFC 3986 §2.1), and {@code +} for a blank where {@code plusIsBlank}. */
    static String decode(String text, boolean plusIsBlank) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[source.length];
        int length = 0;
        for (int i = 0; i < source.length; i++) {
            int next = source[i];
            if (next == '+' && plusIsBlank) {
                bytes[length++] = ' ';
            } else if (next == '%') {
                if (i + 2 >= source.length) {
                    throw new HttpProblem(400, "broken percent encoding in " + text);
                }
                int decoded = hexDigit(source[i + 1], text) << 4 | hexDigit(source[i + 2], text);
                if (decoded == 0) {
                    throw new HttpProblem(400, "the character NUL (%00) is not possible here");
                }
                bytes[length++] = (byte) decoded;
                i += 2;
            } else {
                bytes[length++] = (byte) next;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
        } catch (CharacterCodingException notUtf8) {
            throw new HttpProblem(400, "percent encoding that is not UTF-8 in " + text);
        }
    }

    private static int hexDigit(byte digit, String text) {
        int value = Character.digit(digit, 16);
        if (value < 0) {
            throw new HttpProblem(400, "broken percent encoding in " + text);
        }
        return value;
    }
}
