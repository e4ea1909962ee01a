package io.berth.reservation.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.TestRoom;
import io.berth.reservation.calendar.CalendarChange.LeaseRebooked;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.store.Database;
import io.berth.store.Store;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In what order those who lock many things lock them. */
class CalendarLocksTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private final CalendarStore calendar = new CalendarStore();

    /** Who gives hosts to those who wait has the turn already, and goes on to lock hosts. */
    @Test
    void whoLocksAllHostsHasNoneWhileItWaitsForThoseWhoFreeSome() throws Exception {
        TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS);
        List<UUID> hosts = List.of(room.enrol("node-1").id(), room.enrol("node-2").id());
        Database elsewhere = DB.newReplica().database();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Boolean> all = DB.database().transact(tx -> {
                calendar.freeAlone(tx);
                Future<Boolean> begun = threads.submit(() -> elsewhere.transact(other -> {
                    calendar.holdAllHosts(other);
                    return true;
                }));
                Await.until("the other waits for a lock", () -> waitsForALock(tx));
                assertThat(calendar.lockIdle(tx, hosts)).containsOnlyKeys(hosts);
                return begun;
            });
            assertThat(all.get()).isTrue();
        }
    }

    /** Of leases that end together one may have the second of the hosts, and the next one the first. */
    @Test
    void whoFreesHostsForManyHasNoneBehindTheOneForWhichItWaits() {
        TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS);
        room.enrol("node-3");
        room.enrol("node-4");
        List<UUID> inOrder = DB.database().read(handle ->
                handle.createQuery("SELECT id FROM reservation.host ORDER BY id").mapTo(UUID.class).list());
        List<CalendarChange> backwards = inOrder.reversed().stream().<CalendarChange>map(CalendarLocksTest::freed).toList();
        Store elsewhere = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS).store;
        DB.database().transact(tx -> {
            lock(tx, inOrder.getFirst());
            CompletableFuture<Void> freeing = CompletableFuture.runAsync(() -> elsewhere.write(backwards));
            Await.until("the other waits for the first host", () -> tx.createQuery("""
                    SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))
                    """).mapTo(Boolean.class).one());
            assertThat(lock(tx, inOrder.getLast())).isEqualTo(inOrder.getLast());
            return freeing;
        }).orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static UUID lock(Handle tx, UUID host) {
        return tx.createQuery("SELECT id FROM reservation.host WHERE id = :host FOR UPDATE NOWAIT")
                .bind("host", host)
                .mapTo(UUID.class)
                .one();
    }

    private static CalendarChange freed(UUID host) {
        return new LeaseRebooked(UUID.randomUUID(), List.of(), List.of(), new TreeMap<>(), new TreeSet<>(Set.of(host)));
    }

    private static boolean waitsForALock(Handle tx) {
        return tx.createQuery("""
                SELECT EXISTS (
                    SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
                     WHERE NOT granted AND locktype = 'advisory' AND datname = current_database())
                """).mapTo(Boolean.class).one();
    }
}
