package io.berth.reservation.floatingip;

import io.berth.reservation.calendar.Period;
import io.berth.reservation.floatingip.FloatingIpChange.AddressesRebooked;
import io.berth.reservation.floatingip.FloatingIpChange.FloatingIpRegistered;
import io.berth.reservation.floatingip.FloatingIpChange.FloatingIpRemoved;
import io.berth.reservation.floatingip.network.IpAddress;
import io.berth.reservation.host.Instants;
import io.berth.store.StaleView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The rows of addresses. */
public final class FloatingIpStore {
    private FloatingIpStore() {}

    public static void write(Handle tx, List<FloatingIpChange> changes) {
        AddressBookingStore.lock(tx, changes.stream().flatMap(change -> changed(change).stream()).collect(Collectors.toSet()));
        for (FloatingIpChange change : changes) {
            switch (change) {
                case FloatingIpRegistered it -> insert(tx, it.floatingIp());
                case FloatingIpRemoved it -> {
                    AddressBookingStore.removeAllOf(tx, it.floatingIp().id());
                    delete(tx, it.floatingIp());
                }
                case AddressesRebooked it -> AddressBookingStore.write(tx, it);
            }
        }
    }

    /** The addresses that there are already. */
    private static Set<UUID> changed(FloatingIpChange change) {
        return switch (change) {
            case FloatingIpRegistered it -> Set.of();
            case FloatingIpRemoved it -> Set.of(it.floatingIp().id());
            case AddressesRebooked it -> Stream.concat(it.claimed().keySet().stream(), it.freed().stream())
                    .collect(Collectors.toSet());
        };
    }

    private static void insert(Handle tx, FloatingIp address) {
        int inserted = tx.createUpdate("""
                INSERT INTO reservation.floating_ip (id, network_id, subnet_id, address, revision, created_at)
                VALUES (:id, :networkId, :subnetId, CAST(:address AS inet), :revision, :createdAt)
                ON CONFLICT DO NOTHING
                """)
                .bind("id", address.id())
                .bind("networkId", address.networkId())
                .bind("subnetId", address.subnetId())
                .bind("address", address.address().toString())
                .bind("revision", address.revision())
                .bind("createdAt", Instants.utc(address.createdAt()))
                .execute();
        expectOne(inserted, address);
    }

    private static void delete(Handle tx, FloatingIp address) {
        int deleted = tx.createUpdate("DELETE FROM reservation.floating_ip WHERE id = :id AND revision = :seen")
                .bind("id", address.id())
                .bind("seen", address.revision())
                .execute();
        expectOne(deleted, address);
    }

    private static void expectOne(int rows, FloatingIp address) {
        if (rows != 1) {
            throw new StaleView("floating_ip/" + address.id());
        }
    }

    public static List<FloatingIp> all(Handle handle) {
        return handle.createQuery("""
                SELECT *, host(address) AS text FROM reservation.floating_ip ORDER BY network_id, address
                """).map((row, context) -> floatingIp(row)).list();
    }

    /** Those of the networks, in the order in which they are offered. */
    public static List<FloatingIp> ofNetworks(Handle handle, Collection<String> networks) {
        return handle.createQuery("""
                SELECT *, host(address) AS text FROM reservation.floating_ip WHERE network_id = ANY(:networks) ORDER BY floating_ip.address
                """)
                .bindArray("networks", String.class, networks.toArray())
                .map((row, context) -> floatingIp(row))
                .list();
    }

    /**
     * Locks those of the addresses that nobody else has locked, without waiting for anyone.
     *
     * @return the revision of each address that is now locked
     */
    public static Map<UUID, Long> lockIdle(Handle tx, Collection<UUID> addresses) {
        return tx.createQuery("""
                SELECT id, revision FROM reservation.floating_ip WHERE id = ANY(:addresses) ORDER BY id
                   FOR NO KEY UPDATE SKIP LOCKED
                """)
                .bindArray("addresses", UUID.class, addresses.toArray())
                .map((row, context) -> Map.entry(row.getObject("id", UUID.class), row.getLong("revision")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public static List<FloatingIp> floatingIps(Handle handle, Collection<UUID> ids) {
        return handle.createQuery("""
                SELECT *, host(address) AS text FROM reservation.floating_ip WHERE id = ANY(:ids) ORDER BY network_id, address
                """).bindArray("ids", UUID.class, ids.toArray()).map((row, context) -> floatingIp(row)).list();
    }

    public static Optional<FloatingIp> floatingIp(Handle handle, UUID id) {
        return floatingIps(handle, List.of(id)).stream().findFirst();
    }

    static boolean isRegistered(Handle handle, String subnetId, IpAddress address) {
        return handle.createQuery("""
                SELECT EXISTS (
                    SELECT 1 FROM reservation.floating_ip WHERE subnet_id = :subnetId AND address = CAST(:address AS inet))
                """)
                .bind("subnetId", subnetId)
                .bind("address", address.toString())
                .mapTo(Boolean.class)
                .one();
    }

    /**
     * All addresses of the networks, as they are for the window.
     *
     * @param ownLease whose bookings do not count; null for none
     */
    static List<AddressOffer> offers(
            Handle handle, Collection<String> networks, Period window, Instant now, @Nullable UUID ownLease) {
        return handle.createQuery("""
                SELECT ip.*, host(ip.address) AS text,
                       NOT EXISTS (
                           SELECT FROM reservation.floating_ip_booking
                            WHERE floating_ip_id = ip.id AND lease_id IS DISTINCT FROM CAST(:ownLease AS uuid)
                              AND upper(period) > :start AND lower(period) < :end) AS is_free,
                       NOT EXISTS (
                           SELECT FROM reservation.floating_ip_booking
                            WHERE floating_ip_id = ip.id AND lease_id IS DISTINCT FROM CAST(:ownLease AS uuid)
                              AND upper(period) > :now) AS is_unused
                  FROM reservation.floating_ip ip
                 WHERE ip.network_id = ANY(:networks)
                 ORDER BY ip.address
                """)
                .bind("start", Instants.utc(window.start()))
                .bind("end", Instants.utc(window.end()))
                .bind("now", Instants.utc(now))
                .bind("ownLease", ownLease)
                .bindArray("networks", String.class, networks.toArray())
                .map((row, context) -> new AddressOffer(
                        floatingIp(row), row.getBoolean("is_free"), row.getBoolean("is_unused")))
                .list();
    }

    private static FloatingIp floatingIp(ResultSet row) throws SQLException {
        return new FloatingIp(
                row.getObject("id", UUID.class),
                row.getString("network_id"),
                row.getString("subnet_id"),
                IpAddress.parse(row.getString("text")).orElseThrow(),
                row.getLong("revision"),
                Instants.of(row, "created_at"));
    }
}
