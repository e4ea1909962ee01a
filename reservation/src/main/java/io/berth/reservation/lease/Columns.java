package io.berth.reservation.lease;

import io.berth.reservation.host.Instants;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Many rows as arrays, one for each column: for statements that write all of them from {@code unnest}. */
record Columns<T>(List<T> rows) {
    Columns(Collection<T> rows) {
        this(List.copyOf(rows));
    }

    void uuids(SqlStatement<?> statement, String name, Function<T, @Nullable UUID> of) {
        statement.bindArray(name, UUID.class, rows.stream().map(of).toArray());
    }

    void texts(SqlStatement<?> statement, String name, Function<T, @Nullable String> of) {
        statement.bindArray(name, String.class, rows.stream().map(of).toArray());
    }

    void longs(SqlStatement<?> statement, String name, Function<T, Long> of) {
        statement.bindArray(name, Long.class, rows.stream().map(of).toArray());
    }

    void flags(SqlStatement<?> statement, String name, Function<T, Boolean> of) {
        statement.bindArray(name, Boolean.class, rows.stream().map(of).toArray());
    }

    /** As text, for there are no arrays of timestamps with a zone in JDBC. */
    void times(SqlStatement<?> statement, String name, Function<T, @Nullable Instant> of) {
        statement.bindArray(name, String.class, rows.stream()
                .map(row -> {
                    OffsetDateTime time = Instants.utc(of.apply(row));
                    return time == null ? null : time.toString();
                })
                .toArray());
    }
}
