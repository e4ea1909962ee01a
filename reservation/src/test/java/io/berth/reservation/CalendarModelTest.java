package io.berth.reservation;

import static io.berth.reservation.Samples.hosts;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.base.SettableClock;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseStatus;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.request.HostEdit;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.ReservationEdit;
import io.berth.store.Database;
import io.berth.store.Store;
import io.berth.testkit.TestDatabase;
import io.berth.testkit.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random creations, updates and deletions beside a calendar so plain that it must be right, with the process dying between any two
 * statements of some. Which hosts are chosen is the room's business, and learnt once, when they are; whether there are enough, and
 * that nothing else changes, is not.
 */
class CalendarModelTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final int HOSTS = 4;
    private static final int STEPS = 100;
    private static final int QUARTERS = 40;
    private static final int QUARTERS_BETWEEN_AUDITS = 10;
    private static final int CONNECTIONS = 2;
    /** More messages than any of the operations has. */
    private static final int MESSAGES = 16;

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Instant DAWN = Samples.at("13:00");

    private final SettableClock clock = new SettableClock(() -> Samples.NOW, Duration.ZERO);
    private final Set<UUID> hosts = new HashSet<>();
    /** The plain calendar: what each lease took when it was last told to have changed. */
    private final Map<UUID, Model> model = new HashMap<>();

    private Random random = new Random();
    private Duration cleaning = Duration.ZERO;
    private Process process = new Process();
    private String context = "";
    private int deaths;

    /** What a lease is, and has, by the word of whoever made it. */
    private record Model(Lease lease, Set<Taken> taken) {}

    private record Taken(UUID host, Instant from, Instant to, BookingKind kind) {
        static Taken of(Booking booking) {
            return new Taken(booking.hostId(), booking.period().start(), booking.period().end(), booking.kind());
        }

        boolean overlaps(Instant start, Instant end) {
            return from.isBefore(end) && start.isBefore(to);
        }
    }

    /** Berth, as far as leases go: connections and memory of its own, both gone when it dies. */
    private final class Process {
        private final Wire wire = Wire.to(DB.options());
        private final Database database = Database.open(wire.through(DB.options()).withConnections(CONNECTIONS));
        private final TestRoom room =
                new TestRoom(new Store(database, clock), ReservationOptions.DEFAULTS.withCleaningTime(cleaning), clock);

        void bury() {
            wire.end(DB.database());
            // What is left of it in this process takes its time to end.
            Thread.ofVirtual().start(() -> {
                room.due.close();
                room.room.calendars().close();
                database.close();
            });
        }
    }

    @AfterEach
    void end() {
        process.bury();
    }

    private void begin(long seed) {
        TestRoom.clear(DB.store());
        random = new Random(seed);
        cleaning = seed % 2 == 0 ? QUARTER : Duration.ZERO;
        restart();
        for (int i = 0; i < HOSTS; i++) {
            hosts.add(process.room.enrol("node-" + i).id());
        }
    }

    private void restart() {
        process.bury();
        process = new Process();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void answersAreThoseOfAPlainCalendar(long seed) {
        begin(seed);
        for (int step = 0; step < STEPS; step++) {
            context = "seed " + seed + ", step " + step;
            change();
            compare();
        }
        assertThat(model).as("seed %d made some leases", seed).isNotEmpty();
        live();
        assertThat(deaths).as("deaths in seed %d", seed).isPositive();
    }

    /** All that was booked is lived through, by processes that die at it; the audit finds every lease and claim as it must be. */
    private void live() {
        for (int quarter = 0; quarter <= QUARTERS + 10; quarter++) {
            context = "quarter " + quarter;
            clock.moveTo(time(quarter));
            while (survives(() -> {
                process.room.runDue();
                return true;
            }).isEmpty()) {
                deaths++;
            }
            if (quarter % QUARTERS_BETWEEN_AUDITS == 0) {
                process.room.assertClean();
            }
        }
        assertThat(process.room.room.leases().all()).extracting(Lease::status).containsOnly(LeaseStatus.TERMINATED);
        assertThat(process.room.bookings()).extracting(Booking::kind).doesNotContain(BookingKind.CLEANING);
    }

    private void change() {
        switch (model.isEmpty() ? 0 : random.nextInt(6)) {
            case 0, 1, 2 -> create();
            case 3, 4 -> move();
            default -> delete();
        }
    }

    /** What came of it; absent where the process died, and another one is there now. */
    private <T> Optional<T> survives(Supplier<T> operation) {
        if (random.nextInt(4) == 0) {
            process.wire.cutAt(1 + random.nextInt(MESSAGES), random.nextBoolean());
        }
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(operation.get());
            } catch (RuntimeException | AssertionError failure) {
                result.completeExceptionally(failure);
            }
        });
        CompletableFuture<Void> death = process.wire.cut();
        CompletableFuture.anyOf(death, result.handle((done, failed) -> null)).join();
        if (!death.isDone()) {
            process.wire.cutAt(Integer.MAX_VALUE, true);
            return Optional.of(result.join());
        }
        deaths++;
        restart();
        return Optional.empty();
    }

    private void create() {
        int from = random.nextInt(QUARTERS);
        int to = from + 1 + random.nextInt(8);
        int min = 1 + random.nextInt(3);
        CreateLease request = new CreateLease(context, quarter(from), quarter(to), null,
                List.of(new CreateLease.Asked.Fit(hosts(min, min + random.nextInt(2)))), List.of());
        boolean isEnough = free(from, to, Optional.empty()) >= min;
        Optional<Decision<Lease>> decision = survives(() -> process.room.room.leases().create(request, TestRoom.OWNER));
        decision.ifPresent(it -> expect(it, isEnough));
        process.room.room.leases().all().stream()
                .filter(lease -> lease.name().equals(context))
                .forEach(lease -> learn(lease, min, isEnough));
        decision.ifPresent(it -> assertThat(it instanceof Decision.Accepted).as(context).isEqualTo(
                model.values().stream().anyMatch(known -> known.lease().name().equals(context))));
    }

    /** Hosts that stay free are kept, so there are enough where so many are free beside the lease's own bookings. */
    private void move() {
        Lease lease = anyLease();
        int from = random.nextInt(QUARTERS);
        int to = from + 1 + random.nextInt(8);
        int min = 1 + random.nextInt(3);
        ReservationEdit edit =
                new ReservationEdit(lease.reservations().getFirst().id().toString(), null, new HostEdit(min, min + 1, null, null, null));
        UpdateLease request = new UpdateLease(context, quarter(from), quarter(to), null, List.of(edit), false);
        boolean isEnough = free(from, to, Optional.of(lease.id())) >= min;
        survives(() -> process.room.update(lease, request)).ifPresent(it -> expect(it, isEnough));
        Lease now = process.room.read(lease);
        if (now.name().equals(context)) {
            assertThat(now.startsAt()).as(context).isEqualTo(time(from));
            assertThat(now.endsAt()).as(context).isEqualTo(time(to));
            learn(now, min, isEnough);
        }
    }

    private void delete() {
        Lease lease = anyLease();
        survives(() -> process.room.room.leases().delete(lease.id()))
                .ifPresent(it -> assertThat(it).as(context).isInstanceOf(Decision.Accepted.class));
        if (process.room.room.leases().find(lease.id()).isEmpty()) {
            model.remove(lease.id());
        }
    }

    private Lease anyLease() {
        List<Model> all = model.values().stream().sorted((one, other) -> one.lease().id().compareTo(other.lease().id())).toList();
        return all.get(random.nextInt(all.size())).lease();
    }

    private void expect(Decision<Lease> decision, boolean isEnough) {
        if (isEnough) {
            assertThat(decision).as(context).isInstanceOf(Decision.Accepted.class);
        } else {
            assertThat(Samples.refusal(decision)).as(context).isInstanceOf(NotEnoughHosts.class);
        }
    }

    private long free(int from, int to, Optional<UUID> notCounting) {
        return hosts.stream()
                .filter(host -> model.entrySet().stream()
                        .filter(entry -> !notCounting.equals(Optional.of(entry.getKey())))
                        .flatMap(entry -> entry.getValue().taken().stream())
                        .noneMatch(taken -> taken.host().equals(host) && taken.overlaps(time(from), time(to).plus(cleaning))))
                .count();
    }

    /** The lease has been made or changed: it has as many hosts as it wants, for its own time, that nobody else has. */
    private void learn(Lease lease, int min, boolean isEnough) {
        assertThat(isEnough).as("%s: enough hosts for what was granted", context).isTrue();
        Set<Taken> its = process.room.bookings().stream()
                .filter(booking -> lease.id().equals(booking.leaseId()))
                .map(Taken::of)
                .collect(toSet());
        List<Taken> used = its.stream().filter(taken -> taken.kind() == BookingKind.LEASE).toList();
        HostRequest request = (HostRequest) lease.reservations().getFirst().request();
        assertThat(request.min()).as(context).isEqualTo(min);
        assertThat(used.size()).as(context).isBetween(request.min(), request.max());
        assertThat(used).as(context).allSatisfy(taken -> {
            assertThat(taken.from()).isEqualTo(lease.startsAt());
            assertThat(taken.to()).isEqualTo(lease.endsAt());
            assertThat(hosts).contains(taken.host());
        });
        model.put(lease.id(), new Model(lease, its));
        model.forEach((id, other) -> assertThat(other.taken()).as("%s: %s beside %s", context, id, lease.id())
                .noneMatch(taken -> !id.equals(lease.id()) && its.stream().anyMatch(
                        own -> own.host().equals(taken.host()) && own.overlaps(taken.from(), taken.to()))));
    }

    /** The database has what the model has, and nothing else. */
    private void compare() {
        Map<UUID, Set<Taken>> booked = new HashMap<>();
        process.room.bookings().forEach(booking ->
                booked.computeIfAbsent(booking.leaseId(), any -> new HashSet<>()).add(Taken.of(booking)));
        Map<UUID, Set<Taken>> expected = new HashMap<>();
        model.forEach((id, known) -> expected.put(id, known.taken()));
        assertThat(booked).as(context).isEqualTo(expected);
        Collection<UUID> leases = process.room.room.leases().all().stream().map(Lease::id).toList();
        assertThat(leases).as(context).containsExactlyInAnyOrderElementsOf(model.keySet());
    }

    private static Moment quarter(int number) {
        return new Moment.At(time(number));
    }

    private static Instant time(int number) {
        return DAWN.plus(QUARTER.multipliedBy(number));
    }
}
