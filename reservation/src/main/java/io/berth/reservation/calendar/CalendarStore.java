package io.berth.reservation.calendar;

import io.berth.http.Json;
import io.berth.reservation.host.Instants;
import io.berth.store.StaleView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The rows of bookings. Whoever books a host first moves its calendar on from the revision on which the booking was decided. */
public final class CalendarStore {
    /** Of {@link #waitForTurn}; a number that nothing else in Berth locks by. */
    private static final long TURN = 0x6265_7274_6863_616cL;

    /** Of {@link #freeAlone} and {@link #freeWithOthers}; another such number. */
    private static final long FREEING = 0x6265_7274_6866_7265L;

    public void write(Handle tx, List<CalendarChange> changes) {
        Set<UUID> locked = lockHosts(tx, changes);
        List<UUID> cleaned = new ArrayList<>();
        for (CalendarChange change : changes) {
            switch (change) {
                case CalendarChange.Rebooked it -> {
                    // No foreign key looks after it.
                    if (it.added().stream().anyMatch(booking -> !locked.contains(booking.hostId()))) {
                        throw new StaleView(it.subject());
                    }
                    moveSeenCalendars(tx, it);
                    moveCalendars(tx, it.freed());
                    remove(tx, it.removed());
                    add(tx, it.added());
                }
                case CalendarChange.CleaningEnded it -> cleaned.add(it.bookingId());
            }
        }
        remove(tx, cleaned);
    }

    /**
     * Those of all changes in the order of their ids, so that two who want the same hosts wait for each other and do not deadlock.
     *
     * @return the hosts that there are
     */
    private static Set<UUID> lockHosts(Handle tx, List<CalendarChange> changes) {
        Set<UUID> hosts = new HashSet<>();
        for (CalendarChange change : changes) {
            if (change instanceof CalendarChange.Rebooked it) {
                hosts.addAll(it.claimed().keySet());
                hosts.addAll(it.freed());
            }
        }
        return hosts.isEmpty()
                ? Set.of()
                : Set.copyOf(tx.createQuery("SELECT id FROM reservation.host WHERE id = ANY(:hosts) ORDER BY id FOR UPDATE")
                        .bindArray("hosts", UUID.class, hosts.toArray())
                        .mapTo(UUID.class)
                        .list());
    }

    private static void moveSeenCalendars(Handle tx, CalendarChange.Rebooked change) {
        if (change.claimed().isEmpty()) {
            return;
        }
        int moved = tx.createUpdate("""
                UPDATE reservation.host
                   SET calendar_revision = calendar_revision + 1
                  FROM unnest(:hosts::uuid[], :revisions::bigint[]) AS seen (id, revision)
                 WHERE host.id = seen.id AND host.calendar_revision = seen.revision
                """)
                .bindArray("hosts", UUID.class, change.claimed().keySet().toArray())
                .bindArray("revisions", Long.class, change.claimed().values().toArray())
                .execute();
        if (moved != change.claimed().size()) {
            throw new StaleView(change.subject());
        }
    }

    private static void moveCalendars(Handle tx, SortedSet<UUID> hosts) {
        if (hosts.isEmpty()) {
            return;
        }
        tx.createUpdate("""
                UPDATE reservation.host SET calendar_revision = calendar_revision + 1 WHERE id = ANY(:hosts)
                """).bindArray("hosts", UUID.class, hosts.toArray()).execute();
    }

    private static void remove(Handle tx, List<UUID> bookings) {
        if (bookings.isEmpty()) {
            return;
        }
        tx.createUpdate("DELETE FROM reservation.booking WHERE id = ANY(:bookings)")
                .bindArray("bookings", UUID.class, bookings.toArray())
                .execute();
    }

    private static void add(Handle tx, List<Booking> bookings) {
        if (bookings.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = tx.prepareBatch("""
                INSERT INTO reservation.booking (id, host_id, period, kind, lease_id, reservation_id, slots, amounts)
                VALUES (:id, :hostId, tstzrange(:start, :end, '[)'), :kind, CAST(:leaseId AS uuid), CAST(:reservationId AS uuid),
                        :slots, :amounts::jsonb)
                """)) {
            for (Booking booking : bookings) {
                batch.bind("id", booking.id())
                        .bind("hostId", booking.hostId())
                        .bind("start", Instants.utc(booking.period().start()))
                        .bind("end", Instants.utc(booking.period().endOrNull()))
                        .bind("kind", booking.kind().name().toLowerCase(Locale.ROOT))
                        .bind("leaseId", booking.leaseId())
                        .bind("reservationId", booking.reservationId())
                        .bind("slots", booking.share().map(Share::slots))
                        .bind("amounts", booking.share().map(share -> Json.text(share.amounts())))
                        .add();
            }
            batch.execute();
        }
    }

    /**
     * Waits until nobody else who waits here is choosing hosts, and keeps the turn until the transaction is over. For those
     * who have lost a race already: where many want the same hosts, they would lose one after the other until they gave up.
     */
    public void waitForTurn(Handle tx) {
        tx.execute("SELECT pg_advisory_xact_lock(?)", TURN);
    }

    /**
     * Waits until nobody else frees hosts or addresses, and keeps it so until the transaction is over: for those who give them to whom
     * they find waiting, and those who begin to wait. To be called before hosts and addresses are locked.
     */
    public void freeAlone(Handle tx) {
        tx.execute("SELECT pg_advisory_xact_lock(?)", FREEING);
    }

    /** {@link #freeAlone} without waiting: false where others free hosts. For those who hold what such others may want. */
    public boolean tryFreeingAlone(Handle tx) {
        return tx.createQuery("SELECT pg_try_advisory_xact_lock(:freeing)")
                .bind("freeing", FREEING)
                .mapTo(Boolean.class)
                .one();
    }

    /** Waits until nobody frees hosts or addresses alone, and keeps it so until the transaction is over. To be called before they are locked. */
    public void freeWithOthers(Handle tx) {
        tx.execute("SELECT pg_advisory_xact_lock_shared(?)", FREEING);
    }

    /** Nobody books anything until the transaction is over. For those who plan for many and have lost a race already. */
    public void holdAllHosts(Handle tx) {
        freeAlone(tx);
        tx.createQuery("SELECT id FROM reservation.host ORDER BY id FOR UPDATE").mapTo(UUID.class).list();
    }

    /**
     * Locks those of the hosts that nobody else has locked, without waiting for anyone.
     *
     * @return the calendar revision of each host that is now locked
     */
    public Map<UUID, Long> lockIdle(Handle tx, Collection<UUID> hosts) {
        return tx.createQuery("""
                SELECT id, calendar_revision FROM reservation.host WHERE id = ANY(:hosts) ORDER BY id
                   FOR NO KEY UPDATE SKIP LOCKED
                """)
                .bindArray("hosts", UUID.class, hosts.toArray())
                .map((row, context) -> Map.entry(row.getObject("id", UUID.class), row.getLong("calendar_revision")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * All bookings that take something of a host in the window, by host.
     *
     * @param ownLease whose bookings do not count; null for none
     */
    public Map<UUID, List<Booking>> bookingsDuring(Handle handle, Period window, @Nullable UUID ownLease) {
        return handle.createQuery("""
                SELECT *, lower(period) AS starts_at, upper(period) AS ends_at
                  FROM reservation.booking
                 WHERE period && tstzrange(:start, :end, '[)')
                   AND (CAST(:ownLease AS uuid) IS NULL OR lease_id IS DISTINCT FROM CAST(:ownLease AS uuid))
                 ORDER BY host_id, period, id
                """)
                .bind("start", Instants.utc(window.start()))
                .bind("end", Instants.utc(window.endOrNull()))
                .bind("ownLease", ownLease)
                .map((row, context) -> booking(row))
                .stream()
                .collect(Collectors.groupingBy(Booking::hostId));
    }

    /** All that takes something of these hosts in the window, in the order of the hosts and of time. */
    public List<Booking> bookingsOf(Handle handle, Collection<UUID> hosts, Period window) {
        return handle.createQuery("""
                SELECT *, lower(period) AS starts_at, upper(period) AS ends_at
                  FROM reservation.booking
                 WHERE host_id = ANY(:hosts) AND period && tstzrange(:start, :end, '[)')
                 ORDER BY host_id, period, id
                """)
                .bindArray("hosts", UUID.class, hosts.toArray())
                .bind("start", Instants.utc(window.start()))
                .bind("end", Instants.utc(window.endOrNull()))
                .map((row, context) -> booking(row))
                .list();
    }

    /** Leases that have something of these hosts in the window. @param limit how many are told at most */
    public Set<UUID> leasesOf(Handle handle, Collection<UUID> hosts, Period window, int limit) {
        return Set.copyOf(handle.createQuery("""
                SELECT DISTINCT lease_id
                  FROM reservation.booking
                 WHERE host_id = ANY(:hosts) AND period && tstzrange(:start, :end, '[)')
                   AND kind = 'lease' AND lease_id IS NOT NULL
                 LIMIT :limit
                """)
                .bindArray("hosts", UUID.class, hosts.toArray())
                .bind("start", Instants.utc(window.start()))
                .bind("end", Instants.utc(window.endOrNull()))
                .bind("limit", limit)
                .mapTo(UUID.class)
                .list());
    }

    /** All that these leases have, by lease, in the order of the hosts and of time. */
    public Map<UUID, List<Booking>> bookingsOfLeases(Handle handle, Collection<UUID> leases) {
        return handle.createQuery("""
                SELECT *, lower(period) AS starts_at, upper(period) AS ends_at
                  FROM reservation.booking
                 WHERE lease_id = ANY(:leases)
                 ORDER BY host_id, period
                """)
                .bindArray("leases", UUID.class, leases.toArray())
                .map((row, context) -> Map.entry(row.getObject("lease_id", UUID.class), booking(row)))
                .stream()
                .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    public List<Booking> bookingsOfLease(Handle handle, UUID leaseId) {
        return handle.createQuery("""
                SELECT *, lower(period) AS starts_at, upper(period) AS ends_at
                  FROM reservation.booking
                 WHERE lease_id = :leaseId
                 ORDER BY host_id, period
                """).bind("leaseId", leaseId).map((row, context) -> booking(row)).list();
    }

    /**
     * The leases of whose hosts one is still with the lease right before: its time is over, but its end has not happened yet.
     * Of shares of a host that end together one is looked at.
     *
     * @param bookings that the leases have
     */
    public Set<UUID> awaitingTheEndBefore(Handle handle, Collection<Booking> bookings) {
        List<Booking> mine = bookings.stream().filter(booking -> booking.kind() == BookingKind.LEASE).toList();
        return Set.copyOf(handle.createQuery("""
                SELECT DISTINCT mine.lease_id
                  FROM unnest(:leases::uuid[], :hosts::uuid[], :starts::timestamptz[]) AS mine (lease_id, host_id, starts_at)
                 CROSS JOIN LATERAL (
                       SELECT earlier.reservation_id
                         FROM reservation.booking earlier
                        WHERE earlier.host_id = mine.host_id
                          AND upper(earlier.period) <= mine.starts_at
                          AND earlier.kind = 'lease'
                          AND earlier.lease_id <> mine.lease_id
                        ORDER BY upper(earlier.period) DESC
                        LIMIT 1) AS before
                  JOIN reservation.reservation ON reservation.id = before.reservation_id
                 WHERE reservation.status <> 'deleted'
                """)
                .bindArray("leases", UUID.class, mine.stream().map(Booking::leaseId).toArray())
                .bindArray("hosts", UUID.class, mine.stream().map(Booking::hostId).toArray())
                .bindArray("starts", String.class, mine.stream().map(booking -> booking.period().start().toString()).toArray())
                .mapTo(UUID.class)
                .list());
    }

    /** The same of any earlier lease, which takes the longer the more leases its hosts have had. */
    public Set<UUID> awaitingAnEnd(Handle handle, Collection<UUID> leases) {
        return Set.copyOf(handle.createQuery("""
                SELECT DISTINCT mine.lease_id
                  FROM reservation.booking mine
                  JOIN reservation.booking earlier
                    ON earlier.host_id = mine.host_id
                   AND earlier.lease_id <> mine.lease_id
                   AND earlier.kind = 'lease'
                   AND upper(earlier.period) <= lower(mine.period)
                  JOIN reservation.reservation ON reservation.id = earlier.reservation_id
                 WHERE mine.lease_id = ANY(:leases) AND mine.kind = 'lease' AND reservation.status <> 'deleted'
                """)
                .bindArray("leases", UUID.class, leases.toArray())
                .mapTo(UUID.class)
                .list());
    }

    /** All bookings there are, for audits. */
    public List<Booking> allBookings(Handle handle) {
        return handle.createQuery("""
                SELECT *, lower(period) AS starts_at, upper(period) AS ends_at
                  FROM reservation.booking
                 ORDER BY host_id, period
                """).map((row, context) -> booking(row)).list();
    }

    private static Booking booking(ResultSet row) throws SQLException {
        return new Booking(
                row.getObject("id", UUID.class),
                row.getObject("host_id", UUID.class),
                Period.of(Instants.of(row, "starts_at"), Instants.nullable(row, "ends_at")),
                BookingKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getObject("lease_id", UUID.class),
                row.getObject("reservation_id", UUID.class),
                share(row));
    }

    private static @Nullable Share share(ResultSet row) throws SQLException {
        int slots = row.getInt("slots");
        if (row.wasNull()) {
            return null;
        }
        SortedMap<String, Long> amounts = new TreeMap<>();
        Json.read(row.getBytes("amounts"))
                .properties()
                .forEach(each -> amounts.put(each.getKey(), each.getValue().longValue()));
        return new Share(slots, amounts);
    }
}
