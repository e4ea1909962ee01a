package io.berth.reservation.calendar.index;

import io.berth.reservation.host.HostRows;
import io.berth.reservation.host.Instants;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads calendars for the index: a host and its bookings in one statement, so that they belong to one revision. */
final class CalendarIndexStore {
    private static final String CALENDARS = """
            SELECT host.*, taken.starts, taken.ends, taken.leases
              FROM reservation.host
              LEFT JOIN LATERAL (
                   SELECT array_agg((extract(epoch FROM lower(period)) * 1000000)::bigint ORDER BY lower(period), id) AS starts,
                          array_agg((extract(epoch FROM upper(period)) * 1000000)::bigint ORDER BY lower(period), id) AS ends,
                          array_agg(lease_id ORDER BY lower(period), id) AS leases
                     FROM reservation.booking
                    WHERE booking.host_id = host.id AND booking.period && tstzrange(:from, NULL, '[)')) AS taken ON true
            """;

    private CalendarIndexStore() {}

    /** @param from what had ended by then is left out */
    static List<HostCalendar> allCalendars(Handle handle, Instant from) {
        return calendars(handle.createQuery(CALENDARS), from);
    }

    static List<HostCalendar> calendarsOf(Handle handle, Collection<UUID> hosts, Instant from) {
        return calendars(
                handle.createQuery(CALENDARS + " WHERE host.id = ANY(:hosts)").bindArray("hosts", UUID.class, hosts.toArray()),
                from);
    }

    private static List<HostCalendar> calendars(Query query, Instant from) {
        return query.bind("from", Instants.utc(from)).map((row, context) -> calendar(row)).list();
    }

    private static HostCalendar calendar(ResultSet row) throws SQLException {
        Array leases = row.getArray("leases");
        if (leases == null) {
            return HostCalendar.empty(HostRows.host(row));
        }
        return HostCalendar.of(
                HostRows.host(row), times(row.getArray("starts")), times(row.getArray("ends")), (@Nullable UUID[]) leases.getArray());
    }

    private static long[] times(Array array) throws SQLException {
        Long[] boxed = (Long[]) array.getArray();
        long[] times = new long[boxed.length];
        for (int i = 0; i < boxed.length; i++) {
            times[i] = boxed[i];
        }
        return times;
    }

    /** How far a host's calendar has come. */
    record Mark(UUID host, long number, long revision) {}

    static List<Mark> marks(Handle handle) {
        return handle.createQuery("SELECT id, number, calendar_revision FROM reservation.host")
                .map((row, context) -> new Mark(
                        row.getObject("id", UUID.class), row.getLong("number"), row.getLong("calendar_revision")))
                .list();
    }
}
