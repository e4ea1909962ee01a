package io.berth.reservation;

import static io.berth.reservation.Samples.hosts;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.SettableClock;
import io.berth.reservation.host.Host;
import io.berth.reservation.host.Instants;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseStatus;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two replicas whose leases start and end while others are created, prolonged, ended and deleted on few hosts, a minute
 * passing with each request. What holds whatever the interleaving: nobody else is on the hosts, so no start fails; and in
 * the end all is given back.
 */
class BusySiteTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final int CLIENTS = 4;
    private static final int REQUESTS = 15;

    /** One for both: a lease that begins minutes ago by one clock may find the next one on its host already by the other. */
    private final SettableClock clock = new SettableClock(() -> Samples.NOW, Duration.ZERO);

    private final TestRoom first = new TestRoom(DB.store(), ReservationOptions.DEFAULTS, clock);
    private final TestRoom second = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS, clock);

    @Test
    void noStartFailsAndEverythingIsGivenBack() throws Exception {
        List<Host> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(first.enrol("node-" + i));
        }
        first.due.start();
        second.due.start();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                TestRoom room = i % 2 == 0 ? first : second;
                Random random = new Random(i);
                running.add(clients.submit(() -> live(room, random)));
            }
            for (Future<?> client : running) {
                client.get();
            }
            pass(Duration.ofHours(2));
            Await.until("all leases have ended", () -> {
                pass(Duration.ofSeconds(1));
                return first.room.leases().all().stream().allMatch(Lease::hasEnded);
            });
        } finally {
            first.due.close();
            second.due.close();
        }
        List<Lease> leases = first.room.leases().all();
        assertThat(leases).isNotEmpty().filteredOn(lease -> !startedTooLate(lease))
                .extracting(Lease::status).containsOnly(LeaseStatus.TERMINATED);
        assertThat(all).allSatisfy(host -> assertThat(first.used(host)).as(host.name()).isEmpty());
        leases.forEach(lease -> first.room.leases().delete(lease.id()));
        assertThat(first.bookings()).isEmpty();
    }

    /** Nobody got to it before its end: others who came after it may be on its hosts. */
    private static boolean startedTooLate(Lease lease) {
        Instant started = lease.startEvent().updatedAt();
        return started != null && !started.isBefore(lease.endsAt());
    }

    private void live(TestRoom room, Random random) {
        for (int i = 0; i < REQUESTS; i++) {
            Instant minute = room.clock.now().truncatedTo(ChronoUnit.MINUTES);
            Moment later = new Moment.At(minute.plus(Duration.ofMinutes(2 + random.nextInt(6))));
            List<Lease> known = room.room.leases().all();
            UUID any = known.isEmpty() ? new UUID(0, 0) : known.get(random.nextInt(known.size())).id();
            switch (random.nextInt(6)) {
                case 0, 1 -> room.room.leases().create(lease(new Moment.Now(), later, random), TestRoom.OWNER);
                case 2 -> room.room.leases().create(
                        lease(later, new Moment.At(minute.plus(Duration.ofMinutes(12))), random), TestRoom.OWNER);
                case 3 -> room.room.leases().update(any, ending(later));
                case 4 -> room.room.leases().update(any, ending(new Moment.Now()));
                default -> {
                    // Not the last ones, even if all clients delete at once: there must be leases to look at in the end.
                    if (known.size() > CLIENTS) {
                        room.room.leases().delete(any);
                    }
                }
            }
            pass(Duration.ofMinutes(1));
            Await.until("what is due is done", () -> !isAnythingOverdue(room));
        }
    }

    /** The clock does not run away from those who work by it: a minute of it is over in no time. */
    private boolean isAnythingOverdue(TestRoom room) {
        Instant overdue = clock.now().minus(Duration.ofMinutes(1));
        return room.store.database().read(handle -> handle.createQuery("SELECT EXISTS (SELECT FROM store.due_work WHERE due_at <= :overdue)")
                .bind("overdue", Instants.utc(overdue))
                .mapTo(Boolean.class)
                .one());
    }

    private static CreateLease lease(Moment start, Moment end, Random random) {
        int min = 1 + random.nextInt(2);
        return new CreateLease("busy", start, end, null, List.of(new CreateLease.Asked.Fit(hosts(min, min + 1))), List.of());
    }

    private static UpdateLease ending(Moment end) {
        return new UpdateLease(null, null, end, null, List.of(), false);
    }

    private void pass(Duration time) {
        clock.advance(time);
    }
}
