package io.berth.store;

import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.array.SqlArrayType;
import org.jdbi.v3.core.array.SqlArrayTypes;

/**
 * Arrays that are bound are arrays of their elements' own type: the driver sends those as bytes. Arrays of objects, which Jdbi makes by
 * itself, it words as text, of which each element is looked through for what must be escaped, and PostgreSQL takes that apart again.
 */
final class ArrayTypes {
    /** Of those that the driver sends as bytes (pgjdbc 42.7, {@code ArrayEncoding}); uuids it does not. */
    private static final Map<Class<?>, SqlArrayType<?>> AS_BYTES = Map.of(
            String.class, new Of<>(String.class, "varchar"),
            Integer.class, new Of<>(Integer.class, "integer"),
            Long.class, new Of<>(Long.class, "bigint"),
            Double.class, new Of<>(Double.class, "float8"),
            Boolean.class, new Of<>(Boolean.class, "boolean"));

    private ArrayTypes() {}

    private record Of<T>(Class<T> element, String name) implements SqlArrayType<T> {
        @Override
        public String getTypeName() {
            return name;
        }

        @Override
        public Object convertArrayElement(T value) {
            return value;
        }

        @Override
        public Class<?> getArrayElementClass() {
            return element;
        }
    }

    /** Connections of which the statements take such arrays. */
    static Jdbi jdbi(DataSource connections) {
        Jdbi jdbi = Jdbi.create(connections);
        jdbi.getConfig(SqlArrayTypes.class).register((element, config) -> Optional.ofNullable(AS_BYTES.get(element)));
        return jdbi;
    }
}
