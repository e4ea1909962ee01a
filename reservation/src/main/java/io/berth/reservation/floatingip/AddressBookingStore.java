package io.berth.reservation.floatingip;

import io.berth.reservation.calendar.Period;
import io.berth.reservation.floatingip.FloatingIpChange.AddressesRebooked;
import io.berth.reservation.host.Instants;
import io.berth.store.StaleView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of addresses' bookings. Whoever books an address first moves it on from the revision on which that was decided. */
public final class AddressBookingStore {
    private AddressBookingStore() {}

    /** To be called with the addresses locked. */
    static void write(Handle tx, AddressesRebooked change) {
        moveSeen(tx, change);
        move(tx, change.freed());
        remove(tx, change.removed());
        add(tx, change.added());
    }

    /** In the order of their ids, so that two who want the same addresses wait for each other and do not deadlock. */
    static void lock(Handle tx, Set<UUID> addresses) {
        if (addresses.isEmpty()) {
            return;
        }
        tx.createQuery("SELECT id FROM reservation.floating_ip WHERE id = ANY(:addresses) ORDER BY id FOR UPDATE")
                .bindArray("addresses", UUID.class, addresses.toArray())
                .mapTo(UUID.class)
                .list();
    }

    private static void moveSeen(Handle tx, AddressesRebooked change) {
        int moved = tx.createUpdate("""
                UPDATE reservation.floating_ip
                   SET revision = floating_ip.revision + 1
                  FROM unnest(:addresses::uuid[], :revisions::bigint[]) AS seen (id, revision)
                 WHERE floating_ip.id = seen.id AND floating_ip.revision = seen.revision
                """)
                .bindArray("addresses", UUID.class, change.claimed().keySet().toArray())
                .bindArray("revisions", Long.class, change.claimed().values().toArray())
                .execute();
        if (moved != change.claimed().size()) {
            throw new StaleView(change.subject());
        }
    }

    private static void move(Handle tx, SortedSet<UUID> addresses) {
        tx.createUpdate("UPDATE reservation.floating_ip SET revision = revision + 1 WHERE id = ANY(:addresses)")
                .bindArray("addresses", UUID.class, addresses.toArray())
                .execute();
    }

    private static void remove(Handle tx, List<AddressBooking> bookings) {
        tx.createUpdate("DELETE FROM reservation.floating_ip_booking WHERE id = ANY(:bookings)")
                .bindArray("bookings", UUID.class, bookings.stream().map(AddressBooking::id).toArray())
                .execute();
    }

    private static void add(Handle tx, List<AddressBooking> bookings) {
        if (bookings.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = tx.prepareBatch("""
                INSERT INTO reservation.floating_ip_booking (id, floating_ip_id, period, lease_id, reservation_id)
                VALUES (:id, :floatingIpId, tstzrange(:start, :end, '[)'), :leaseId, :reservationId)
                """)) {
            for (AddressBooking booking : bookings) {
                batch.bind("id", booking.id())
                        .bind("floatingIpId", booking.floatingIpId())
                        .bind("start", Instants.utc(booking.period().start()))
                        .bind("end", Instants.utc(booking.period().end()))
                        .bind("leaseId", booking.leaseId())
                        .bind("reservationId", booking.reservationId())
                        .add();
            }
            batch.execute();
        }
    }

    static void removeAllOf(Handle tx, UUID address) {
        tx.createUpdate("DELETE FROM reservation.floating_ip_booking WHERE floating_ip_id = :address")
                .bind("address", address)
                .execute();
    }

    public static List<AddressBooking> bookingsOfLease(Handle handle, UUID leaseId) {
        return bookingsOfLeases(handle, List.of(leaseId)).getOrDefault(leaseId, List.of());
    }

    /** All that these leases have, by lease, in the order of the addresses and of time. */
    public static Map<UUID, List<AddressBooking>> bookingsOfLeases(Handle handle, Collection<UUID> leases) {
        return handle.createQuery("""
                SELECT *, lower(period) AS starts_at, upper(period) AS ends_at
                  FROM reservation.floating_ip_booking
                 WHERE lease_id = ANY(:leases)
                 ORDER BY floating_ip_id, period
                """)
                .bindArray("leases", UUID.class, leases.toArray())
                .map((row, context) -> booking(row))
                .stream()
                .collect(Collectors.groupingBy(AddressBooking::leaseId));
    }

    /** What takes addresses of the networks at {@code from} or later. */
    public static List<AddressBooking> bookingsFrom(Handle handle, Collection<String> networks, Instant from) {
        return handle.createQuery("""
                SELECT booking.*, lower(booking.period) AS starts_at, upper(booking.period) AS ends_at
                  FROM reservation.floating_ip ip
                  JOIN reservation.floating_ip_booking booking ON booking.floating_ip_id = ip.id
                 WHERE ip.network_id = ANY(:networks) AND upper(booking.period) > :from
                """)
                .bindArray("networks", String.class, networks.toArray())
                .bind("from", Instants.utc(from))
                .map((row, context) -> booking(row))
                .list();
    }

    /** All bookings there are, for audits. */
    public static List<AddressBooking> allBookings(Handle handle) {
        return handle.createQuery("""
                SELECT *, lower(period) AS starts_at, upper(period) AS ends_at
                  FROM reservation.floating_ip_booking
                 ORDER BY floating_ip_id, period
                """).map((row, context) -> booking(row)).list();
    }

    /** Whether a reservation that has not ended has the address. */
    static boolean isReserved(Handle handle, UUID address) {
        return handle.createQuery("""
                SELECT EXISTS (
                    SELECT 1
                      FROM reservation.floating_ip_booking booking
                      JOIN reservation.reservation ON reservation.id = booking.reservation_id
                     WHERE booking.floating_ip_id = :address AND reservation.status <> 'deleted')
                """).bind("address", address).mapTo(Boolean.class).one();
    }

    /** Those of the leases of whose addresses one is still with an earlier lease: its time is over, but its end has not happened yet. */
    public static Set<UUID> awaitingAnEnd(Handle handle, Collection<UUID> leases) {
        return Set.copyOf(handle.createQuery("""
                SELECT DISTINCT mine.lease_id
                  FROM reservation.floating_ip_booking mine
                  JOIN reservation.floating_ip_booking earlier
                    ON earlier.floating_ip_id = mine.floating_ip_id
                   AND earlier.lease_id <> mine.lease_id
                   AND upper(earlier.period) <= lower(mine.period)
                  JOIN reservation.reservation ON reservation.id = earlier.reservation_id
                 WHERE mine.lease_id = ANY(:leases) AND reservation.status <> 'deleted'
                """)
                .bindArray("leases", UUID.class, leases.toArray())
                .mapTo(UUID.class)
                .list());
    }

    private static AddressBooking booking(ResultSet row) throws SQLException {
        return new AddressBooking(
                row.getObject("id", UUID.class),
                row.getObject("floating_ip_id", UUID.class),
                new Period(Instants.of(row, "starts_at"), Instants.of(row, "ends_at")),
                row.getObject("lease_id", UUID.class),
                row.getObject("reservation_id", UUID.class));
    }
}
