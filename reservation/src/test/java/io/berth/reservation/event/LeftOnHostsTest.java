package io.berth.reservation.event;

import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;
import static io.berth.reservation.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.TestRoom;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseStatus;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.ReservationStatus;
import io.berth.reservation.request.Affinity;
import io.berth.testkit.TestDatabase;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What others still have on hosts when a lease begins: what the other rooms give up goes, what they do not fails the lease. */
class LeftOnHostsTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final String SERVER = "2f1c0f0e-9b66-4a52-8f4e-0c1f5b1d7a01";
    private static final String STRANGER = "2f1c0f0e-9b66-4a52-8f4e-0c1f5b1d7a02";
    private static final String RACK_1 = "[\"==\", \"$rack\", \"r1\"]";
    private static final String RACK_2 = "[\"==\", \"$rack\", \"r2\"]";

    private final TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS);

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
    }

    private void leave(Host host, String consumer) {
        room.claim(consumer, host, "DISK_GB", 30);
        room.effects.cleared.put(host.id(), SERVER);
    }

    @Test
    void whatIsGivenUpGoesInTheTransactionThatStartsTheLease() {
        Host host = room.enrol("node-1");
        leave(host, SERVER);
        Lease lease = room.create(lease("now", "14:00", hosts(1, 1)));
        room.runDue();
        assertThat(room.read(lease).status()).isEqualTo(LeaseStatus.ACTIVE);
        assertThat(room.used(host)).containsEntry("DISK_GB", 90L);
        assertThat(room.consumer(UUID.fromString(SERVER))).isEmpty();
        assertThat(room.effects.told).containsExactly("started node-1");
        room.at("14:00");
        assertThat(room.used(host)).isEmpty();
        room.assertClean();
    }

    @Test
    void nothingGoesFromAHostThatTheLeaseDoesNotGet() {
        Host one = room.enrol("node-1", "rack", "r1");
        Host two = room.enrol("node-2", "rack", "r2");
        leave(one, SERVER);
        room.claim(STRANGER, one, "DISK_GB", 30);
        Lease lease = room.create(lease("now", "14:00", hosts(1, 1, RACK_1), hosts(1, 1, RACK_2)));
        room.runDue();
        assertThat(room.read(lease).reservations()).extracting(Reservation::status)
                .containsExactly(ReservationStatus.ERROR, ReservationStatus.ACTIVE);
        assertThat(room.used(one)).isEqualTo(Map.of("DISK_GB", 60L));
        assertThat(room.used(two)).containsEntry("VCPU", 8L);
    }

    @Test
    void sharesOfAHostTakeNothingFromOthers() {
        Host host = room.enrol("node-1");
        leave(host, SERVER);
        room.create(lease("now", "14:00", instances(2, 1, Affinity.ANYWHERE)));
        room.runDue();
        assertThat(room.used(host)).isEqualTo(Map.of("VCPU", 2L, "DISK_GB", 30L));
    }
}
