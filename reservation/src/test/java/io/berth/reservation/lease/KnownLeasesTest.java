package io.berth.reservation.lease;

import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.TestRoom;
import io.berth.testkit.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KnownLeasesTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private final TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS);
    private final TestRoom replica = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS);
    private final KnownLeases known = new KnownLeases(DB.store(), new LeaseStore());

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
    }

    @Test
    void aLeaseIsSeenAsAnotherReplicaLeftIt() {
        room.enrol("node-1");
        Lease created = room.create(lease("13:00", "14:00", hosts(1, 1)));
        assertThat(known.find(created.id())).as("read for the first time").contains(created);

        replica.update(created, new UpdateLease("other", null, null, null, List.of(), false));
        assertThat(known.find(created.id()).orElseThrow().name()).as("after a change that it was not told of").isEqualTo("other");
        assertThat(known.ofProject("project")).extracting(Lease::name).containsExactly("other");

        replica.room.leases().delete(created.id());
        assertThat(known.find(created.id())).as("deleted").isEmpty();
        assertThat(known.all()).isEmpty();
    }

    @Test
    void whatIsKnownIsNotReadAgain() {
        room.enrol("node-1");
        Lease created = room.create(lease("13:00", "14:00", hosts(1, 1)));
        assertThat(known.find(created.id())).contains(created);

        DB.store().database().transact(tx -> tx.execute("UPDATE reservation.reservation SET missing_resources = true"));

        assertThat(known.find(created.id())).as("its parts behind the lease's back").contains(created);
        assertThat(room.read(created).reservations()).as("to one who reads them for the first time")
                .extracting(Reservation::missingResources).containsExactly(true);
    }

    @Test
    void whatBecomesOfALeaseWhenItsTimeComesIsKnown() {
        room.enrol("node-1");
        Lease created = room.create(lease("13:00", "15:00", hosts(1, 1)));
        for (String time : List.of("13:00", "14:00")) {
            room.at(time);
            Lease now = room.read(created);
            assertThat(now.revision()).as(time).isGreaterThan(created.revision());
            DB.store().database().transact(tx -> tx.execute("UPDATE reservation.lease_event SET status = 'ERROR'"));
            assertThat(known.find(created.id())).as("at %s, without reading the events that changed behind its back", time).contains(now);
            assertThat(DB.store().database().<List<Lease>>transact(tx -> known.locked(tx, List.of(created.id(), UUID.randomUUID()))))
                    .as("locked").containsExactly(now);
            restore(now);
        }
    }

    @Test
    void whatIsExpectedIsReadBeforeItIsLocked() {
        room.enrol("node-1");
        Lease created = room.create(lease("13:00", "14:00", hosts(1, 1)));
        known.expect(List.of(created.id(), UUID.randomUUID()));
        Lease now = room.read(created);
        DB.store().database().transact(tx -> tx.execute("UPDATE reservation.lease_event SET status = 'ERROR'"));

        assertThat(DB.store().database().<List<Lease>>transact(tx -> known.locked(tx, List.of(created.id()))))
                .as("without reading the events that changed behind its back").containsExactly(now);
    }

    private static void restore(Lease lease) {
        DB.store().database().transact(tx -> {
            lease.events().forEach(event -> tx.execute(
                    "UPDATE reservation.lease_event SET status = ? WHERE id = ?", event.status(), event.id()));
            return true;
        });
    }

    @Test
    void aLeaseThatAnotherReplicaChangedIsReadWhenItIsLocked() {
        room.enrol("node-1");
        Lease created = room.create(lease("13:00", "15:00", hosts(1, 1)));
        room.at("13:00");
        replica.update(room.read(created), new UpdateLease("other", null, null, null, List.of(), false));
        assertThat(DB.store().database().<List<Lease>>transact(tx -> known.locked(tx, List.of(created.id()))))
                .containsExactly(room.read(created));
    }

    @Test
    void knownAndUnknownLeasesAreListedInTheOrderOfTheirCreation() {
        room.enrol("node-1");
        Lease first = room.create(lease("13:00", "14:00", hosts(1, 1)));
        room.clock.moveTo(at("12:01"));
        Lease second = room.create(lease("14:00", "15:00", hosts(1, 1)));
        room.clock.moveTo(at("12:02"));
        Lease third = room.create(lease("15:00", "16:00", hosts(1, 1)));
        assertThat(known.find(second.id())).contains(second);

        assertThat(known.all()).containsExactly(first, second, third);
        assertThat(known.ofProject("project")).containsExactly(first, second, third);
        assertThat(known.ofProject("other")).isEmpty();
        assertThat(known.find(UUID.randomUUID())).isEmpty();
    }
}
