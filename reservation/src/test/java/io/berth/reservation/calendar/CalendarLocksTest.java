package io.berth.reservation.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.TestRoom;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.store.Database;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

    private static boolean waitsForALock(Handle tx) {
        return tx.createQuery("""
                SELECT EXISTS (
                    SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
                     WHERE NOT granted AND locktype = 'advisory' AND datname = current_database())
                """).mapTo(Boolean.class).one();
    }
}
