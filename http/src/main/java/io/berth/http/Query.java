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

    /**
     * An escape that is broken stands for itself, as in all of Python's servers.
     *
     * @throws HttpProblem 400 where an escape does not decode to UTF-8, or is NUL, which no column can hold
     */
    public static Query parse(String raw) {
        List<Parameter> parameters = new ArrayList<>();
        for (String pair : raw.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.add(new Parameter(decodeForm(name), decodeForm(value)));
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

    /** Undoes percent encoding (RFC 3986 §2.1) of a part of a path: an escape that is broken is a {@link HttpProblem}. */
    static String decode(String text) {
        return decode(text, false);
    }

    /** As forms are encoded: {@code +} is a blank, and an escape that is broken stands for itself. */
    private static String decodeForm(String text) {
        return decode(text, true);
    }

    private static String decode(String text, boolean isForm) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[source.length];
        int length = 0;
        for (int i = 0; i < source.length; i++) {
            int next = source[i];
            if (next == '+' && isForm) {
                bytes[length++] = ' ';
            } else if (next == '%' && isEscape(source, i)) {
                int decoded = Character.digit(source[i + 1], 16) << 4 | Character.digit(source[i + 2], 16);
                if (decoded == 0) {
                    throw new HttpProblem(400, "the character NUL (%00) is not possible here");
                }
                bytes[length++] = (byte) decoded;
                i += 2;
            } else if (next == '%' && !isForm) {
                throw new HttpProblem(400, "broken percent encoding in " + text);
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

    private static boolean isEscape(byte[] source, int at) {
        return at + 2 < source.length
                && Character.digit(source[at + 1], 16) >= 0
                && Character.digit(source[at + 2], 16) >= 0;
    }
}
