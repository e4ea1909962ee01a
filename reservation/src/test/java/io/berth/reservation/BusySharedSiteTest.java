package io.berth.reservation;

import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.placement.Provider;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseStatus;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.request.InstanceEdit;
import io.berth.reservation.request.InstanceRequest;
import io.berth.reservation.request.ReservationEdit;
import io.berth.reservation.request.ReservationRequest;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * As {@link BusySiteTest}, where hosts are shared too: leases of instances start, grow and end beside each other and beside leases
 * of whole hosts. In the end nothing is left of any slot.
 */
class BusySharedSiteTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final int CLIENTS = 4;
    private static final int REQUESTS = 15;
    private static final long PROCESSORS = 8;

    private final TestRoom first = new TestRoom(DB.store(), ReservationOptions.DEFAULTS);
    private final TestRoom second = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS);

    @Test
    void noStartFailsNothingIsOverbookedAndNoSlotIsLeft() throws Exception {
        List<Host> all = List.of(first.enrol("node-0"), first.enrol("node-1"));
        first.due.start();
        second.due.start();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                TestRoom room = i % 2 == 0 ? first : second;
                Random random = new Random(100 + i);
                running.add(clients.submit(() -> live(room, random)));
            }
            for (Future<?> client : running) {
                client.get();
            }
            audit(first.bookings());
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
        assertThat(leases).isNotEmpty().extracting(Lease::status).containsOnly(LeaseStatus.TERMINATED);
        assertThat(all).allSatisfy(host -> {
            assertThat(first.used(host)).as(host.name()).isEmpty();
            Map<UUID, Provider> tree = first.store.database().read(handle -> first.ledger.trees(handle, List.of(host.id())));
            assertThat(tree.keySet()).as("providers of " + host.name()).containsExactly(host.id());
        });
        SortedSet<String> classes = first.store.database().read(first.ledger::resourceClasses);
        assertThat(classes).noneMatch(name -> name.startsWith("CUSTOM_RESERVATION_"));
    }

    private void live(TestRoom room, Random random) {
        for (int i = 0; i < REQUESTS; i++) {
            Instant minute = room.clock.now().truncatedTo(ChronoUnit.MINUTES);
            Moment later = new Moment.At(minute.plus(Duration.ofMinutes(2 + random.nextInt(6))));
            List<Lease> known = room.room.leases().all();
            switch (known.isEmpty() ? 0 : random.nextInt(7)) {
                case 0, 1 -> room.room.leases().create(lease(new Moment.Now(), later, random), TestRoom.OWNER);
                case 2 -> room.room.leases().create(
                        lease(later, new Moment.At(minute.plus(Duration.ofMinutes(12))), random), TestRoom.OWNER);
                case 3 -> room.update(known.get(random.nextInt(known.size())), ending(later));
                case 4 -> room.update(known.get(random.nextInt(known.size())), ending(new Moment.Now()));
                case 5 -> {
                    Lease lease = known.get(random.nextInt(known.size()));
                    room.update(lease, growing(lease));
                }
                default -> {
                    if (known.size() > CLIENTS) {
                        room.room.leases().delete(known.get(random.nextInt(known.size())).id());
                    }
                }
            }
            pass(Duration.ofMinutes(1));
        }
    }

    private static CreateLease lease(Moment start, Moment end, Random random) {
        ReservationRequest wanted = random.nextInt(4) == 0
                ? hosts(1, 1)
                : instances(1 + random.nextInt(3), 1 + random.nextInt(2), Affinity.values()[random.nextInt(2)]);
        return new CreateLease("busy", start, end, null, List.of(new CreateLease.Asked.Fit(wanted)), List.of());
    }

    private static UpdateLease ending(Moment end) {
        return new UpdateLease(null, null, end, null, List.of(), false);
    }

    private static UpdateLease growing(Lease lease) {
        if (!(lease.reservations().getFirst().request() instanceof InstanceRequest request)) {
            return ending(new Moment.Now());
        }
        return new UpdateLease(null, null, null, null,
                List.of(new ReservationEdit(
                        lease.reservations().getFirst().id().toString(), null,
                        new InstanceEdit(request.amount() + 1, null, null, null, null, null))),
                false);
    }

    /** At the beginning of each booking: a host is whole for one, or its shares add up to no more than it has. */
    private static void audit(List<Booking> bookings) {
        for (Booking booking : bookings) {
            List<Booking> then = bookings.stream()
                    .filter(other -> other.hostId().equals(booking.hostId()))
                    .filter(other -> !booking.period().start().isBefore(other.period().start())
                            && booking.period().start().isBefore(other.period().end()))
                    .toList();
            if (then.stream().anyMatch(Booking::isWhole)) {
                assertThat(then).hasSize(1);
            } else {
                assertThat(then.stream().mapToLong(each -> each.share().orElseThrow().total().getOrDefault("VCPU", 0L)).sum())
                        .isLessThanOrEqualTo(PROCESSORS);
            }
        }
    }

    private void pass(Duration time) {
        first.clock.advance(time);
        second.clock.advance(time);
    }
}
