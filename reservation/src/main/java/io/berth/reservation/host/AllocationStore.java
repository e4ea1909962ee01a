package io.berth.reservation.host;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which reservation has which host: bookings with the leases behind them. */
public final class AllocationStore {

    /** What to look for; where both are absent, what ends at {@code from} or later. */
    public record Search(Optional<UUID> leaseId, Optional<UUID> reservationId, Instant from) {}

    /** Of all hosts, in the order of the hosts' numbers and of time; once for each slot of a shared host. */
    public List<HostAllocation> allocations(Handle handle, Search search) {
        boolean isFiltered = search.leaseId().isPresent() || search.reservationId().isPresent();
        @Nullable UUID lease = search.leaseId().orElse(null);
        @Nullable UUID reservation = search.reservationId().orElse(null);
        return handle.createQuery("""
                SELECT host.number, booking.reservation_id, lease.id AS lease_id, lease.starts_at, lease.ends_at
                  FROM reservation.booking
                  JOIN reservation.host ON host.id = booking.host_id
                  JOIN reservation.reservation ON reservation.id = booking.reservation_id
                  JOIN reservation.lease ON lease.id = booking.lease_id
                 CROSS JOIN LATERAL generate_series(1, coalesce(booking.slots, 1)) AS slot
                 WHERE booking.kind = 'lease'
                   AND reservation.status <> 'deleted'
                   AND (:isFiltered OR lease.ends_at >= :from)
                   AND (CAST(:lease AS uuid) IS NULL OR lease.id = CAST(:lease AS uuid))
                   AND (CAST(:reservation AS uuid) IS NULL OR reservation.id = CAST(:reservation AS uuid))
                 ORDER BY host.number, lease.starts_at
                """)
                .bind("isFiltered", isFiltered)
                .bind("from", Instants.utc(search.from()))
                .bind("lease", lease)
                .bind("reservation", reservation)
                .map((row, context) -> new HostAllocation(
                        row.getLong("number"),
                        row.getObject("reservation_id", UUID.class),
                        row.getObject("lease_id", UUID.class),
                        Instants.of(row, "starts_at"),
                        Instants.of(row, "ends_at")))
                .list();
    }

    /** Whether a reservation that has not ended has the host. */
    public boolean isReserved(Handle handle, UUID host) {
        return handle.createQuery("""
                SELECT EXISTS (
                    SELECT 1
                      FROM reservation.booking
                      JOIN reservation.reservation ON reservation.id = booking.reservation_id
                     WHERE booking.host_id = :host AND booking.kind = 'lease' AND reservation.status <> 'deleted')
                """).bind("host", host).mapTo(Boolean.class).one();
    }

    /** The expressions by which reservations that have not ended chose the host. */
    public Set<String> expressionsOf(Handle handle, UUID host) {
        return new HashSet<>(handle.createQuery("""
                SELECT DISTINCT expression
                  FROM reservation.booking
                  JOIN reservation.reservation ON reservation.id = booking.reservation_id
                 CROSS JOIN LATERAL (VALUES (request ->> 'hypervisor_properties'), (request ->> 'resource_properties')) AS asked (expression)
                 WHERE booking.host_id = :host AND booking.kind = 'lease' AND reservation.status <> 'deleted'
                   AND expression IS NOT NULL
                """).bind("host", host).mapTo(String.class).list());
    }
}
