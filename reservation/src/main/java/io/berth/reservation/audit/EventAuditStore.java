package io.berth.reservation.audit;

import io.berth.reservation.host.Instants;
import io.berth.reservation.lease.LeaseTimers;
import io.berth.store.WorkAudit;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Looks through all leases for events that do not fit. */
final class EventAuditStore {
    /** What of a lease must be armed: what comes next, which is its start, what comes before its end, or its end. */
    private static final String ARMED = """
            SELECT DISTINCT ON (lease_id)
                   CASE type WHEN 'start_lease' THEN 'lease.start' WHEN 'end_lease' THEN 'lease.end' ELSE 'lease.before_end' END AS kind,
                   lease_id::text AS key,
                   CASE type WHEN 'start_lease' THEN starts_at WHEN 'end_lease' THEN ends_at ELSE time END AS due_at
              FROM reservation.lease_event
              JOIN reservation.lease ON lease.id = lease_event.lease_id
             WHERE automatic AND lease_event.status = 'UNDONE' AND (type <> 'before_end_lease' OR time <= ends_at)
             ORDER BY lease_id, type <> 'start_lease', type = 'end_lease'
            """;

    private EventAuditStore() {}

    /** Of the states that events imply (contract blazar §9.1); others are not looked at. */
    static List<Finding> unfitting(Handle tx, int limit) {
        return tx.createQuery("""
                SELECT 'lease/' || lease.id AS subject,
                       format('is %s, with %s start (%s), %s end (%s) and %s before_end events (%s)', lease.status,
                              starts, start_status, ends, end_status, before_ends, before_end_status) AS what
                  FROM reservation.lease
                  LEFT JOIN (SELECT lease_id,
                                    count(*) FILTER (WHERE type = 'start_lease') AS starts,
                                    count(*) FILTER (WHERE type = 'end_lease') AS ends,
                                    count(*) FILTER (WHERE type = 'before_end_lease') AS before_ends,
                                    max(status) FILTER (WHERE type = 'start_lease') AS start_status,
                                    max(status) FILTER (WHERE type = 'end_lease') AS end_status,
                                    max(status) FILTER (WHERE type = 'before_end_lease') AS before_end_status
                               FROM reservation.lease_event
                              WHERE automatic
                              GROUP BY lease_id) AS events ON events.lease_id = lease.id
                 WHERE lease.status IN ('PENDING', 'ACTIVE', 'TERMINATED', 'ERROR')
                   AND (starts IS DISTINCT FROM 1 OR ends IS DISTINCT FROM 1 OR before_ends > 1
                        OR lease.status <> CASE WHEN start_status = 'UNDONE' AND end_status = 'UNDONE' THEN 'PENDING'
                                                WHEN start_status = 'DONE' AND end_status = 'UNDONE' THEN 'ACTIVE'
                                                WHEN start_status = 'DONE' AND end_status = 'DONE' THEN 'TERMINATED'
                                                ELSE 'ERROR' END
                        OR (end_status <> 'UNDONE' AND before_end_status = 'UNDONE'))
                 LIMIT :limit
                """)
                .bind("limit", limit)
                .map((row, context) -> new Finding(row.getString("subject"), row.getString("what")))
                .list();
    }

    /** Events that would never happen, or at another time than theirs, and such as would happen again. */
    static List<Finding> misarmed(Handle tx, Instant now, int limit) {
        return Stream.concat(
                        WorkAudit.misarmed(tx, ARMED, now, limit).stream(),
                        WorkAudit.surplus(tx, ARMED, LeaseTimers.OF_LEASE, limit).stream())
                .map(work -> new Finding("work/" + work.kind() + "/" + work.key(), work.what()))
                .limit(limit)
                .toList();
    }

    /** Cleanings that nothing will end. */
    static List<Finding> endlessCleanings(Handle tx, Instant now, int limit) {
        String ended = """
                SELECT 'cleaning.end' AS kind, booking.id::text AS key, upper(period) AS due_at
                  FROM reservation.booking
                  LEFT JOIN reservation.reservation ON reservation.id = booking.reservation_id
                 WHERE kind = 'cleaning' AND coalesce(reservation.status, 'deleted') = 'deleted'
                   AND upper(period) > '%s'::timestamptz
                """.formatted(Instants.utc(now));
        return WorkAudit.misarmed(tx, ended, now, limit).stream()
                .map(work -> new Finding("work/" + work.kind() + "/" + work.key(), work.what()))
                .toList();
    }
}
