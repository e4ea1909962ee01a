package io.berth.reservation.availability;

import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.host.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Reads calendars for people. */
final class TakenStore {
    private TakenStore() {}

    static List<Taken> takenDuring(Handle handle, UUID host, Period window, int limit) {
        return handle.createQuery("""
                SELECT lower(booking.period) AS starts_at, upper(booking.period) AS ends_at, booking.kind,
                       booking.slots IS NOT NULL AS is_shared, lease.id AS lease, lease.name, lease.project_id,
                       maintenance.id AS maintenance, maintenance.reason
                  FROM reservation.booking
                  LEFT JOIN reservation.lease ON lease.id = booking.lease_id
                  LEFT JOIN reservation.maintenance_host ON maintenance_host.booking_id = booking.id
                  LEFT JOIN reservation.maintenance ON maintenance.id = maintenance_host.maintenance_id
                 WHERE booking.host_id = :host AND booking.period && tstzrange(:start, :end, '[)')
                 ORDER BY booking.period, booking.id
                 LIMIT :limit
                """)
                .bind("host", host)
                .bind("start", Instants.utc(window.start()))
                .bind("end", Instants.utc(window.end()))
                .bind("limit", limit)
                .map((row, context) -> taken(row))
                .list();
    }

    static List<Taken> addressTakenDuring(Handle handle, UUID address, Period window, int limit) {
        return handle.createQuery("""
                SELECT lower(booking.period) AS starts_at, upper(booking.period) AS ends_at, 'lease' AS kind,
                       NULL::uuid AS maintenance, NULL AS reason,
                       false AS is_shared, lease.id AS lease, lease.name, lease.project_id
                  FROM reservation.floating_ip_booking booking
                  LEFT JOIN reservation.lease ON lease.id = booking.lease_id
                 WHERE booking.floating_ip_id = :address AND booking.period && tstzrange(:start, :end, '[)')
                 ORDER BY booking.period
                 LIMIT :limit
                """)
                .bind("address", address)
                .bind("start", Instants.utc(window.start()))
                .bind("end", Instants.utc(window.end()))
                .bind("limit", limit)
                .map((row, context) -> taken(row))
                .list();
    }

    /** Which hosts a lease has, or had: in the order of their numbers and of time. */
    static List<HeldHost> hostsOf(Handle handle, UUID lease) {
        return handle.createQuery("""
                SELECT host.number, host.name, booking.reservation_id, booking.slots,
                       lower(booking.period) AS starts_at, upper(booking.period) AS ends_at
                  FROM reservation.booking
                  JOIN reservation.host ON host.id = booking.host_id
                 WHERE booking.lease_id = :lease AND booking.kind = 'lease'
                 ORDER BY host.number, booking.period, booking.id
                """)
                .bind("lease", lease)
                .map((row, context) -> new HeldHost(
                        row.getLong("number"),
                        row.getString("name"),
                        row.getObject("reservation_id", UUID.class),
                        row.getObject("slots", Integer.class),
                        new Period(Instants.of(row, "starts_at"), Instants.of(row, "ends_at"))))
                .list();
    }

    static Optional<String> projectOf(Handle handle, UUID lease) {
        return handle.createQuery("SELECT project_id FROM reservation.lease WHERE id = :lease")
                .bind("lease", lease)
                .mapTo(String.class)
                .findOne();
    }

    private static Taken taken(ResultSet row) throws SQLException {
        UUID lease = row.getObject("lease", UUID.class);
        UUID maintenance = row.getObject("maintenance", UUID.class);
        return new Taken(
                Period.of(Instants.of(row, "starts_at"), Instants.nullable(row, "ends_at")),
                BookingKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getBoolean("is_shared"),
                lease == null
                        ? Optional.empty()
                        : Optional.of(new Taken.Holder(lease.toString(), row.getString("name"), row.getString("project_id"))),
                maintenance == null
                        ? Optional.empty()
                        : Optional.of(new Taken.Closing(maintenance.toString(), row.getString("reason"))));
    }
}
