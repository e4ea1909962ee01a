package io.berth.reservation.audit;

import io.berth.http.Json;
import io.berth.reservation.calendar.Share;
import io.berth.reservation.host.Instants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads what is booked for those who have it now, and how much of hosts is promised. */
final class ActiveStore {
    private ActiveStore() {}

    /** A host, or a share of it, that an active reservation has. */
    record Held(UUID reservation, UUID host, Optional<Share> share) {}

    /** What was lost before the lease's end is not held any more; what a late end has not taken back yet is. */
    static List<Held> held(Handle tx, Instant now) {
        return tx.createQuery("""
                SELECT reservation.id, booking.host_id, booking.slots, booking.amounts
                  FROM reservation.reservation
                  JOIN reservation.lease ON lease.id = reservation.lease_id
                  JOIN reservation.booking ON booking.reservation_id = reservation.id AND booking.kind = 'lease'
                 WHERE reservation.status = 'active' AND (upper(period) > :now OR upper(period) = ends_at)
                """)
                .bind("now", Instants.utc(now))
                .map((row, context) -> new Held(
                        row.getObject("id", UUID.class), row.getObject("host_id", UUID.class), share(row)))
                .list();
    }

    private static Optional<Share> share(ResultSet row) throws SQLException {
        byte @Nullable [] amounts = row.getBytes("amounts");
        if (amounts == null) {
            return Optional.empty();
        }
        TreeMap<String, Long> byClass = new TreeMap<>();
        Json.read(amounts).properties().forEach(each -> byClass.put(each.getKey(), each.getValue().longValue()));
        return Optional.of(new Share(row.getInt("slots"), byClass));
    }

    /** The most of a resource class that shares of a host take at one instant. */
    record Peak(UUID host, String resourceClass, long amount) {}

    /** Of shares that are not over. */
    static List<Peak> peaks(Handle tx, Instant now) {
        return tx.createQuery("""
                WITH share AS (
                    SELECT host_id, period, amount.key AS resource_class, slots * amount.value::bigint AS amount
                      FROM reservation.booking, jsonb_each_text(amounts) AS amount
                     WHERE slots IS NOT NULL AND upper(period) > :now),
                edge AS (
                    SELECT host_id, resource_class, lower(period) AS at, amount AS change FROM share
                    UNION ALL
                    SELECT host_id, resource_class, upper(period), -amount FROM share)
                SELECT host_id, resource_class, max(taken) AS amount
                  FROM (SELECT host_id, resource_class,
                               sum(change) OVER (PARTITION BY host_id, resource_class ORDER BY at, change
                                                 ROWS UNBOUNDED PRECEDING) AS taken
                          FROM edge) AS running
                 GROUP BY host_id, resource_class
                """)
                .bind("now", Instants.utc(now))
                .map((row, context) -> new Peak(
                        row.getObject("host_id", UUID.class), row.getString("resource_class"), row.getLong("amount")))
                .list();
    }
}
