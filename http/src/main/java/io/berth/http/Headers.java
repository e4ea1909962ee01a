package io.berth.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The header fields of a request or response, in order; names compare without regard to case. Immutable. */
public final class Headers {
    public static final Headers NONE = new Headers(List.of());

    private record Field(String name, String value) {}

    private final List<Field> fields;

    private Headers(List<Field> fields) {
        this.fields = fields;
    }

    /** The fields in the order of the pairs given: name, value, name, value … */
    static Headers copyOf(List<String> namesAndValues) {
        List<Field> fields = new ArrayList<>(namesAndValues.size() / 2);
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            fields.add(new Field(namesAndValues.get(i), namesAndValues.get(i + 1)));
        }
        return new Headers(List.copyOf(fields));
    }

    public static Headers of(String name, String value) {
        return NONE.plus(name, value);
    }

    /** With one more field, beside any of the same name. */
    public Headers plus(String name, String value) {
        List<Field> longer = new ArrayList<>(fields);
        longer.add(new Field(name, value));
        return new Headers(List.copyOf(longer));
    }

    /** With this field in place of any of the same name. */
    public Headers with(String name, String value) {
        List<Field> others = new ArrayList<>(fields);
        others.removeIf(field -> field.name().equalsIgnoreCase(name));
        others.add(new Field(name, value));
        return new Headers(List.copyOf(others));
    }

    public Headers plusAll(Headers more) {
        List<Field> longer = new ArrayList<>(fields);
        longer.addAll(more.fields);
        return new Headers(List.copyOf(longer));
    }

    /** The first value; absent where there is no such field. */
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                values.add(field.value());
            }
        }
        return List.copyOf(values);
    }

    public boolean has(String name) {
        return first(name).isPresent();
    }

    public void forEach(BiConsumer<String, String> each) {
        fields.forEach(field -> each.accept(field.name(), field.value()));
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
