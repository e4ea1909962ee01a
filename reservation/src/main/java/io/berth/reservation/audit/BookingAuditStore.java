package io.berth.reservation.audit;

import io.berth.reservation.host.Instants;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Looks through all bookings for what must not be. Each statement reads the table once, and answers at most {@code limit} rows. */
final class BookingAuditStore {
    private BookingAuditStore() {}

    static List<Finding> overlaps(Handle tx, int limit) {
        return findings(tx, """
                SELECT 'booking/' || id AS subject,
                       format('host %s is taken%s from %s to %s, and by something else until %s', host_id,
                              CASE WHEN slots IS NULL THEN '' ELSE ' in part' END, lower(period), upper(period),
                              CASE WHEN lower(period) < whole_until THEN whole_until ELSE any_until END) AS what
                  FROM (SELECT id, host_id, period, slots,
                               max(coalesce(upper(period), 'infinity')) FILTER (WHERE slots IS NULL) OVER earlier AS whole_until,
                               max(coalesce(upper(period), 'infinity')) OVER earlier AS any_until
                          FROM reservation.booking
                        WINDOW earlier AS (PARTITION BY host_id ORDER BY lower(period), id
                                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS booking
                 WHERE lower(period) < whole_until OR (slots IS NULL AND lower(period) < any_until)
                 ORDER BY host_id, period
                 LIMIT :limit
                """, limit);
    }

    static List<Finding> addressOverlaps(Handle tx, int limit) {
        return findings(tx, """
                SELECT 'floating_ip_booking/' || id AS subject,
                       format('address %s is taken from %s to %s, and by something else until %s',
                              floating_ip_id, lower(period), upper(period), any_until) AS what
                  FROM (SELECT id, floating_ip_id, period,
                               max(upper(period)) OVER (PARTITION BY floating_ip_id ORDER BY lower(period), id
                                                        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS any_until
                          FROM reservation.floating_ip_booking) AS booking
                 WHERE lower(period) < any_until
                 ORDER BY floating_ip_id, period
                 LIMIT :limit
                """, limit);
    }

    /** Bookings of a lease or a host that is not there. Cleanings may outlive their lease. */
    static List<Finding> strays(Handle tx, int limit) {
        return findings(tx, """
                SELECT 'booking/' || booking.id AS subject,
                       format('host %s%s is booked from %s to %s for reservation %s of lease %s%s',
                              host_id, CASE WHEN host.id IS NULL THEN ', which is not there,' END,
                              lower(period), upper(period), reservation_id, booking.lease_id,
                              CASE WHEN reservation.id IS NULL THEN ', which is not there' END) AS what
                  FROM reservation.booking
                  LEFT JOIN reservation.host ON host.id = booking.host_id
                  LEFT JOIN reservation.reservation
                    ON reservation.id = booking.reservation_id AND reservation.lease_id = booking.lease_id
                 WHERE booking.kind = 'lease' AND reservation.id IS NULL OR host.id IS NULL
                 LIMIT :limit
                """, limit);
    }

    /** Whole minutes are what clients see of a lease's start; a host that came later is booked from then on, one that was lost until then. */
    static List<Finding> otherPeriods(Handle tx, Instant now, int limit) {
        return tx.createQuery("""
                SELECT 'booking/' || booking.id AS subject,
                       format('host %s is booked from %s to %s for lease %s, which is %s and lasts from %s to %s',
                              host_id, lower(period), upper(period), lease.id, lower(lease.status), starts_at, ends_at) AS what
                  FROM reservation.booking
                  JOIN reservation.reservation ON reservation.id = booking.reservation_id
                  JOIN reservation.lease ON lease.id = reservation.lease_id
                 WHERE booking.kind = 'lease'
                   AND CASE WHEN reservation.status = 'deleted' THEN upper(period) > :now
                            ELSE upper(period) > ends_at
                                 OR (upper(period) < ends_at AND NOT (missing_resources OR resources_changed))
                                 OR lower(period) < starts_at
                                 OR (reservation.status = 'pending' AND lower(period) > :now
                                     AND lower(period) >= starts_at + interval '1 minute') END
                 LIMIT :limit
                """)
                .bind("now", Instants.utc(now))
                .bind("limit", limit)
                .map((row, context) -> new Finding(row.getString("subject"), row.getString("what")))
                .list();
    }

    /** Cleanings of leases that go on which do not follow what they clean. */
    static List<Finding> looseCleanings(Handle tx, int limit) {
        return findings(tx, """
                SELECT 'booking/' || cleaning.id AS subject,
                       format('host %s is to be cleaned from %s for reservation %s, which does not have it until then',
                              cleaning.host_id, lower(cleaning.period), cleaning.reservation_id) AS what
                  FROM reservation.booking cleaning
                  JOIN reservation.reservation ON reservation.id = cleaning.reservation_id
                  LEFT JOIN reservation.booking cleaned
                    ON cleaned.host_id = cleaning.host_id
                   AND cleaned.reservation_id = cleaning.reservation_id
                   AND cleaned.kind = 'lease'
                   AND upper(cleaned.period) = lower(cleaning.period)
                   AND cleaned.slots IS NOT DISTINCT FROM cleaning.slots
                   AND cleaned.amounts IS NOT DISTINCT FROM cleaning.amounts
                 WHERE cleaning.kind = 'cleaning' AND reservation.status <> 'deleted' AND cleaned.id IS NULL
                 LIMIT :limit
                """, limit);
    }

    /** Reservations that have more or less than they asked for, though nobody said that something is missing. */
    static List<Finding> unserved(Handle tx, int limit) {
        return findings(tx, """
                SELECT 'reservation/' || reservation.id AS subject,
                       format('has %s of what it asked for, which is %s', coalesce(booked.amount, addressed.amount, 0), request) AS what
                  FROM reservation.reservation
                  LEFT JOIN (SELECT reservation_id,
                                    CASE WHEN bool_or(slots IS NOT NULL) THEN sum(slots) ELSE count(DISTINCT host_id) END AS amount
                               FROM reservation.booking
                               JOIN reservation.lease ON lease.id = booking.lease_id
                              WHERE kind = 'lease' AND upper(period) = ends_at
                              GROUP BY reservation_id) AS booked ON booked.reservation_id = reservation.id
                  LEFT JOIN (SELECT reservation_id, count(*) AS amount
                               FROM reservation.floating_ip_booking
                              GROUP BY reservation_id) AS addressed ON addressed.reservation_id = reservation.id
                 WHERE reservation.status IN ('pending', 'active')
                   AND NOT missing_resources
                   AND CASE resource_type
                            WHEN 'physical:host' THEN coalesce(booked.amount, 0)
                                 NOT BETWEEN (request ->> 'min')::integer AND (request ->> 'max')::integer
                            WHEN 'virtual:instance' THEN coalesce(booked.amount, 0) <> (request ->> 'amount')::integer
                            WHEN 'flavor:instance' THEN coalesce(booked.amount, 0) <> (request ->> 'amount')::integer
                            WHEN 'virtual:floatingip' THEN coalesce(addressed.amount, 0) <> (request ->> 'amount')::integer
                            ELSE false END
                 LIMIT :limit
                """, limit);
    }

    private static List<Finding> findings(Handle tx, String statement, int limit) {
        return tx.createQuery(statement)
                .bind("limit", limit)
                .map((row, context) -> new Finding(row.getString("subject"), row.getString("what")))
                .list();
    }
}
