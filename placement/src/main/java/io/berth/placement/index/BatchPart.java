package io.berth.placement.index;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The part of a batch's statement that writes one kind of thing.
 *
 * @param read common table expressions that take the batch's rows in, and hold what must not move
 * @param condition of writing anything at all
 * @param write common table expressions that write, from {@code fresh}, which fails the statement unless all conditions are true
 * @param rows binds the parameters of {@code read}
 */
record BatchPart(String read, String condition, String write, Rows rows) {
    /** Rows that need no look at anything. */
    BatchPart(String read, String write, Rows rows) {
        this(read, "true", write, rows);
    }

    @FunctionalInterface
    interface Rows {
        void bind(LedgerBatch batch, Parameters parameters) throws SQLException;
    }

    @FunctionalInterface
    interface Binding<T> {
        void bind(Columns<T> columns) throws SQLException;
    }

    /** Binds one parameter after the other. */
    static final class Parameters {
        private final PreparedStatement statement;
        private final Connection connection;
        private int next = 1;

        Parameters(PreparedStatement statement) throws SQLException {
            this.statement = statement;
            this.connection = statement.getConnection();
        }

        /** Rows as arrays, one a column. */
        <T> void add(Collection<T> rows, Binding<T> columns) throws SQLException {
            columns.bind(new Columns<>(this, rows));
        }

        void add(Object value) throws SQLException {
            statement.setObject(next++, value);
        }

        private void array(String type, @Nullable Object[] values) throws SQLException {
            Array array = connection.createArrayOf(type, values);
            statement.setArray(next++, array);
        }
    }

    /** The columns of some rows, in their order. */
    record Columns<T>(Parameters parameters, Collection<T> rows) {
        Columns<T> text(Function<T, @Nullable String> column) throws SQLException {
            return add("text", column, new String[rows.size()]);
        }

        Columns<T> uuid(Function<T, @Nullable UUID> column) throws SQLException {
            return add("uuid", column, new UUID[rows.size()]);
        }

        Columns<T> number(Function<T, @Nullable Long> column) throws SQLException {
            return add("bigint", column, new Long[rows.size()]);
        }

        Columns<T> fraction(Function<T, Double> column) throws SQLException {
            return add("float8", column, new Double[rows.size()]);
        }

        Columns<T> flag(Function<T, Boolean> column) throws SQLException {
            return add("boolean", column, new Boolean[rows.size()]);
        }

        Columns<T> time(Function<T, java.time.@Nullable Instant> column) throws SQLException {
            return add("timestamptz", row -> text(column.apply(row)), new String[rows.size()]);
        }

        private static @Nullable String text(java.time.@Nullable Instant time) {
            return time == null ? null : time.toString();
        }

        /** Arrays of their elements' own type: the driver sends those as bytes, and others as text that must be parsed. */
        private <E> Columns<T> add(String type, Function<T, ? extends @Nullable E> column, @Nullable E[] values)
                throws SQLException {
            int at = 0;
            for (T row : rows) {
                values[at++] = column.apply(row);
            }
            parameters.array(type, values);
            return this;
        }
    }
}
