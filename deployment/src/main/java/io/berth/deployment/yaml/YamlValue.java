package io.berth.deployment.yaml;

import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value read from YAML. Immutable; mappings keep the order of the document, and a repeated key keeps its first place and its last value, as a
 * Python dict does.
 */
public sealed interface YamlValue {

    /** Nothing: {@code ~}, {@code null} or an empty plain scalar. */
    record Null() implements YamlValue {}

    record Bool(boolean value) implements YamlValue {}

    record Int(BigInteger value) implements YamlValue {}

    record Real(double value) implements YamlValue {}

    record Text(String value) implements YamlValue {}

    /** A date or time that YAML 1.1 recognises in a plain scalar, kept as written: no design document has a field for one. */
    record Stamp(String text) implements YamlValue {}

    /** {@code !!binary}, decoded. */
    record Binary(List<Byte> bytes) implements YamlValue {
        public Binary {
            bytes = List.copyOf(bytes);
        }
    }

    record Seq(List<YamlValue> items) implements YamlValue {
        public Seq {
            items = List.copyOf(items);
        }
    }

    record Mapping(Map<YamlValue, YamlValue> entries) implements YamlValue {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** The value under a text key, or nothing when the key is absent; an explicit null is {@link Null}. */
        public Optional<YamlValue> get(String key) {
            return Optional.ofNullable(entries.get(new Text(key)));
        }

        public boolean has(String key) {
            return entries.containsKey(new Text(key));
        }

        /** The entries with their keys as Python text ({@code 5: x} has the key "5"). */
        public <T> Map<String, T> byText(Function<YamlValue, T> read) {
            var byText = new LinkedHashMap<String, T>();
            entries.forEach((key, value) -> byText.put(PythonText.str(key), read.apply(value)));
            return Collections.unmodifiableMap(byText);
        }
    }

    Null NULL = new Null();

    static YamlValue text(String value) {
        return new Text(value);
    }

    default boolean isNull() {
        return this instanceof Null;
    }
}
