package io.berth.reservation.host;

import static io.berth.reservation.Samples.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.ReplaceAllocations;
import io.berth.reservation.Samples;
import io.berth.reservation.TestRoom;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.refusal.ReservationRefusal.HostInUse;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A machine is enrolled while somebody begins to use it. */
class EnrolmentRacesTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private final TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS);

    @Test
    void whoeverHoldsTheMachineFirstIsAwaited() throws Exception {
        Host before = room.enrol("node-1");
        room.room.hosts().remove(new RemoveHost(Long.toString(before.number())));
        ConsumerAllocations server = ConsumerAllocations.of(
                "2f1c0f0e-9b66-4a52-8f4e-0c1f5b1d7a03", "other", "other", Optional.empty(), Map.of(before.id(), Map.of("VCPU", 1L)));
        AtomicReference<Future<Decision<Host>>> enrolled = new AtomicReference<>();
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Samples.accepted(room.store.decide(
                    tx -> {
                        room.ledger.hold(tx, Set.of(before.id()));
                        enrolled.set(thread.submit(() -> room.room.hosts().enrol(
                                new EnrolHost("node-1", Samples.host(0).capabilities()))));
                        Await.until("the enrolment waits for the machine", () -> tx.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))
                        """).mapTo(Boolean.class).one());
                        return room.ledger.view(tx, List.of(before.id()), List.of(server.consumer()));
                    },
                    view -> ReplaceAllocations.decide(view, List.of(server), room.clock.now())));
            assertThat(refusal(enrolled.get().get())).isEqualTo(new HostInUse("node-1"));
        }
    }
}
