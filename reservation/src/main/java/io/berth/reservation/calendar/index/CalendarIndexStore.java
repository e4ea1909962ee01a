package io.berth.reservation.calendar.index;

import io.berth.http.Json;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.Share;
import io.berth.reservation.host.Host;
import io.berth.reservation.host.HostRows;
import io.berth.reservation.host.Instants;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads calendars for the index: a host and its bookings in one statement, so that they belong to one revision. */
final class CalendarIndexStore {
    private static final String CALENDARS = """
            SELECT host.*, taken.starts, taken.ends, taken.leases, taken.kinds, taken.shares
              FROM reservation.host
              LEFT JOIN LATERAL (
                   SELECT array_agg((extract(epoch FROM lower(period)) * 1000000)::bigint ORDER BY lower(period), id) AS starts,
                          array_agg(coalesce((extract(epoch FROM upper(period)) * 1000000)::bigint, :open) ORDER BY lower(period), id) AS ends,
                          array_agg(lease_id ORDER BY lower(period), id) AS leases,
                          string_agg(CASE WHEN slots IS NULL THEN upper(left(kind, 1)) ELSE left(kind, 1) END, ''
                                     ORDER BY lower(period), id) AS kinds,
                          json_agg(json_build_object(
                                     'id', id, 'lease', lease_id, 'reservation', reservation_id, 'kind', kind,
                                     'start', (extract(epoch FROM lower(period)) * 1000000)::bigint,
                                     'end', (extract(epoch FROM upper(period)) * 1000000)::bigint,
                                     'slots', slots, 'amounts', amounts) ORDER BY lower(period), id)
                              FILTER (WHERE slots IS NOT NULL) AS shares
                     FROM reservation.booking
                    WHERE booking.host_id = host.id AND booking.period && tstzrange(:from, NULL, '[)')) AS taken ON true
            """;

    private static final int FETCH = 500;

    private CalendarIndexStore() {}

    /** @param from what had ended by then is left out */
    static List<HostCalendar> allCalendars(Handle handle, Instant from) {
        return calendars(handle.createQuery(CALENDARS), from);
    }

    /**
     * Hands over one calendar after the other, in a transaction, so that they need not all be in memory; and answers how many they were.
     *
     * @param from what had ended by then is left out
     */
    static int eachCalendar(Handle tx, Instant from, Consumer<HostCalendar> use) {
        AtomicInteger count = new AtomicInteger();
        tx.createQuery(CALENDARS)
                .bind("from", Instants.utc(from))
                .bind("open", HostCalendar.micros(Period.OPEN))
                .setFetchSize(FETCH)
                .map((row, context) -> calendar(row))
                .useIterator(rows -> rows.forEachRemaining(calendar -> {
                    count.incrementAndGet();
                    use.accept(calendar);
                }));
        return count.get();
    }

    static List<HostCalendar> calendarsOf(Handle handle, Collection<UUID> hosts, Instant from) {
        return calendars(
                handle.createQuery(CALENDARS + " WHERE host.id = ANY(:hosts)").bindArray("hosts", UUID.class, hosts.toArray()),
                from);
    }

    private static List<HostCalendar> calendars(Query query, Instant from) {
        return query.bind("from", Instants.utc(from))
                .bind("open", HostCalendar.micros(Period.OPEN))
                .map((row, context) -> calendar(row)).list();
    }

    private static HostCalendar calendar(ResultSet row) throws SQLException {
        Array leases = row.getArray("leases");
        Host host = HostRows.host(row);
        if (leases == null) {
            return HostCalendar.empty(host);
        }
        return HostCalendar.of(
                host,
                times(row.getArray("starts")),
                times(row.getArray("ends")),
                (@Nullable UUID[]) leases.getArray(),
                row.getString("kinds"),
                shares(host.id(), row.getString("shares")));
    }

    private static List<Booking> shares(UUID host, @Nullable String json) {
        if (json == null) {
            return List.of();
        }
        return Json.read(json.getBytes(StandardCharsets.UTF_8)).valueStream().map(node -> share(host, node)).toList();
    }

    private static Booking share(UUID host, JsonNode node) {
        SortedMap<String, Long> amounts = new TreeMap<>();
        node.path("amounts").properties().forEach(each -> amounts.put(each.getKey(), each.getValue().longValue()));
        return new Booking(
                UUID.fromString(node.path("id").asString()),
                host,
                new Period(
                        HostCalendar.instant(node.path("start").longValue()), HostCalendar.instant(node.path("end").longValue())),
                BookingKind.valueOf(node.path("kind").asString().toUpperCase(Locale.ROOT)),
                uuid(node.path("lease")),
                uuid(node.path("reservation")),
                new Share(node.path("slots").intValue(), amounts));
    }

    private static @Nullable UUID uuid(JsonNode node) {
        return node.isNull() ? null : UUID.fromString(node.asString());
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
