package io.berth.deployment.design.ingest;

import io.berth.deployment.yaml.PythonText;
import io.berth.deployment.yaml.YamlValue;
import io.berth.deployment.yaml.YamlValue.Mapping;
import io.berth.deployment.yaml.YamlValue.Seq;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Typed look-ups in one object of a document. What has the wrong type is {@link Unusable}; what is absent is null or empty. */
record Data(Mapping mapping) {

    private static final Data EMPTY = new Data(new Mapping(Map.of()));

    /** An object, as which null does not count. */
    static Data of(YamlValue value) {
        if (value instanceof Mapping mapping) {
            return new Data(mapping);
        }
        throw Unusable.value("'" + PythonText.typeName(value) + "' object has no attribute 'get'");
    }

    boolean has(String key) {
        return mapping.has(key);
    }

    Data object(String key) {
        return mapping.get(key).map(Data::of).orElse(EMPTY);
    }

    /** A scalar as text; numbers and booleans are taken as Python prints them. */
    @Nullable String text(String key) {
        var value = mapping.get(key);
        return value.isEmpty() || value.get().isNull() ? null : asText(key, value.get());
    }

    String text(String key, String fallback) {
        String text = text(key);
        return text == null ? fallback : text;
    }

    String required(String key) {
        String text = text(key);
        if (text == null) {
            throw Unusable.missing(key);
        }
        return text;
    }

    List<String> texts(String key) {
        return list(key, item -> asText(key, item));
    }

    <T> List<T> list(String key, Function<YamlValue, T> read) {
        var value = mapping.get(key);
        if (value.isEmpty() || value.get().isNull()) {
            return List.of();
        }
        if (!(value.get() instanceof Seq(var items))) {
            throw Unusable.value("A list is required in field " + key + ", not a " + PythonText.typeName(value.get()));
        }
        return items.stream().map(read).toList();
    }

    /** The entries of an object, in order, each with its key as text. */
    <T> List<T> entries(String key, EntryReader<T> read) {
        var entries = new ArrayList<T>();
        object(key).mapping.entries().forEach((name, value) -> entries.add(read.read(PythonText.str(name), value)));
        return entries;
    }

    interface EntryReader<T> {
        T read(String name, YamlValue value);
    }

    /** An object of scalars; a null among them is refused. */
    Map<String, String> textMap(String key) {
        var texts = new LinkedHashMap<String, String>();
        object(key).mapping.entries().forEach((name, value) -> {
            String field = PythonText.str(name);
            if (value.isNull()) {
                throw Unusable.missing(key + "[\"" + field + "\"]");
            }
            texts.put(field, asText(key, value));
        });
        return texts;
    }

    /** An object whose values may be anything, as text, without its nulls. */
    Map<String, String> looseMap(String key) {
        return object(key).looseMapOfAll();
    }

    /** This object, as such a map. */
    Map<String, String> looseMapOfAll() {
        var texts = new LinkedHashMap<String, String>();
        mapping.entries().forEach((name, value) -> {
            if (!value.isNull()) {
                texts.put(PythonText.str(name), PythonText.str(value));
            }
        });
        return texts;
    }

    @Nullable Integer integer(String key) {
        var value = mapping.get(key);
        if (value.isEmpty() || value.get().isNull()) {
            return null;
        }
        long whole = switch (value.get()) {
            case YamlValue.Int(var number) -> number.bitLength() < Long.SIZE ? number.longValue() : Long.MAX_VALUE;
            case YamlValue.Real(double number) -> (long) number;
            case YamlValue.Bool(boolean flag) -> flag ? 1 : 0;
            case YamlValue.Text(String text) when text.matches("-?[0-9]{1,18}") -> Long.parseLong(text);
            case YamlValue other ->
                throw Unusable.value("invalid literal for int() with base 10: " + PythonText.repr(other));
        };
        if (whole != (int) whole) {
            throw Unusable.value(key + " " + whole + " is out of range");
        }
        return (int) whole;
    }

    int integer(String key, int fallback) {
        Integer value = integer(key);
        return value == null ? fallback : value;
    }

    @Nullable Boolean flag(String key) {
        return switch (mapping.get(key).orElse(YamlValue.NULL)) {
            case YamlValue.Null _ -> null;
            case YamlValue.Bool(boolean flag) -> flag;
            case YamlValue other -> throw Unusable.value("Unrecognized value " + PythonText.repr(other) + ", a boolean is required");
        };
    }

    private static String asText(String key, YamlValue value) {
        return switch (value) {
            case YamlValue.Text _, YamlValue.Int _, YamlValue.Real _, YamlValue.Bool _, YamlValue.Stamp _ -> PythonText.str(value);
            case YamlValue.Null _, YamlValue.Binary _, Seq _, Mapping _ ->
                throw Unusable.value("A string is required in field " + key + ", not a " + PythonText.typeName(value));
        };
    }
}
