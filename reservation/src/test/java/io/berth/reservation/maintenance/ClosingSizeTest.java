package io.berth.reservation.maintenance;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;
import static io.berth.reservation.Samples.lease;
import static io.berth.reservation.Samples.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Refusal;
import io.berth.reservation.TestRoom;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.maintenance.MaintenanceRefusal.LeasesInTheWay;
import io.berth.reservation.maintenance.MaintenanceRefusal.TooManyLeases;
import io.berth.reservation.request.Affinity;
import io.berth.testkit.StatementCount;
import io.berth.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How much one closing may be, and what it takes. */
class ClosingSizeTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private final TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS);

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
    }

    private static CloseHosts closing(MaintenanceKind kind, List<Host> hosts) {
        return new CloseHosts(hosts.stream().map(Host::name).toList(), kind, null, null, "", OnConflict.MOVE, "operator");
    }

    /** Of deciding to close hosts, of which everything is read and locked. */
    private int statements(List<Host> closed) {
        return DB.database().transact(tx -> {
            StatementCount statements = StatementCount.on(tx);
            accepted(room.room.maintenances().closed(tx, closing(MaintenanceKind.QUARANTINE, closed), false, false));
            return statements.soFar();
        });
    }

    @Test
    void nothingIsReadForEachHostOrLeaseByItself() {
        List<Host> closed = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            closed.add(room.enrol("node-" + i));
        }
        for (int i = 0; i < 4; i++) {
            room.create(lease("13:00", "14:00", hosts(1, 1)));
            room.create(lease("15:00", "16:00", instances(1, 8, Affinity.ANYWHERE)));
        }
        for (int i = 4; i < 9; i++) {
            room.enrol("node-" + i);
        }
        room.room.calendars().refreshed();
        int one = statements(closed.subList(0, 1));
        assertThat(statements(closed)).isEqualTo(one);
    }

    @Test
    void moreLeasesThanOneTransactionShouldMoveAreRefusedWithTheRemedy() {
        List<Host> hosts = List.of(room.enrol("node-1"));
        Lease lease = room.create(lease("13:00", "14:00", hosts(1, 1)));
        DB.database().transact(tx -> {
            addLike(tx, lease.id(), CloseHosts.LEASES_MAX);
            assertThat(closed(tx, MaintenanceKind.QUARANTINE, hosts, true)).isEqualTo(new TooManyLeases(CloseHosts.LEASES_MAX));
            Refusal refusal = closed(tx, MaintenanceKind.QUARANTINE, hosts, false);
            assertThat(refusal.message()).contains("more than 1000 leases").contains("fewer hosts at once, or drain");
            accepted(room.room.maintenances().closed(tx, closing(MaintenanceKind.DRAIN, hosts), false, false));
            removeOthers(tx, lease.id());
            return true;
        });
        assertThat(refusal(room.room.maintenances().tryClosing(closing(MaintenanceKind.QUARANTINE, hosts)))).isInstanceOf(LeasesInTheWay.class);
    }

    private Refusal closed(Handle tx, MaintenanceKind kind, List<Host> hosts, boolean isDry) {
        return refusal(room.room.maintenances().closed(tx, closing(kind, hosts), isDry, false));
    }

    /** So many leases more, one after the other on the host of this one. */
    private static void addLike(Handle tx, UUID lease, int count) {
        tx.createUpdate("""
                INSERT INTO reservation.lease
                SELECT (jsonb_populate_record(lease, jsonb_build_object('id', gen_random_uuid()))).*
                  FROM reservation.lease, generate_series(1, :count)
                 WHERE id = :lease
                """).bind("lease", lease).bind("count", count).execute();
        tx.createUpdate("""
                INSERT INTO reservation.booking (id, host_id, period, kind, lease_id, reservation_id)
                SELECT gen_random_uuid(), host_id,
                       tstzrange(upper(period) + other.place * interval '1 hour', upper(period) + (other.place + 1) * interval '1 hour', '[)'),
                       kind, other.id, reservation_id
                  FROM reservation.booking,
                       (SELECT id, row_number() OVER () AS place FROM reservation.lease WHERE id <> :lease) AS other
                 WHERE lease_id = :lease
                """).bind("lease", lease).execute();
    }

    private static void removeOthers(Handle tx, UUID lease) {
        tx.createUpdate("DELETE FROM reservation.booking WHERE lease_id <> :lease").bind("lease", lease).execute();
        tx.createUpdate("DELETE FROM reservation.lease WHERE id <> :lease").bind("lease", lease).execute();
    }
}
