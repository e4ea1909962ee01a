package io.berth.reservation.event;

import static io.berth.reservation.Samples.hosts;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Clock;
import io.berth.base.SettableClock;
import io.berth.reservation.TestRoom;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseStatus;
import io.berth.reservation.lease.LeaseTimers;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.store.DueWork;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many leases whose starts, and then whose ends, fall due at one instant, on two replicas; and such as fell due while nobody was
 * there. How late they are is printed, and judged by nobody, where there are many: {@code -Dberth.due.leases=5000}.
 */
class DueTogetherTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final int LEASES = Integer.getInteger("berth.due.leases", 60);
    private static final int PRINTED_FROM = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final SettableClock clock = new SettableClock(Clock.system(), Duration.ZERO);
    private final ReservationOptions terms = new ReservationOptions(Duration.ZERO, Duration.ofMinutes(1));
    private final TestRoom first = new TestRoom(DB.store(), terms, clock);
    private final TestRoom second = new TestRoom(DB.newReplica(), terms, clock);
    private final Queue<DueWork.Run> runs = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void enrolHosts() {
        TestRoom.clear(DB.store());
        for (int i = 0; i < LEASES; i++) {
            first.enrol("node-" + i);
        }
        first.due.onRun(runs::add);
        second.due.onRun(runs::add);
    }

    @AfterEach
    void stop() {
        first.due.close();
        second.due.close();
    }

    private Lease create(Instant start, Instant end) {
        return first.create(new CreateLease(
                "due", new Moment.At(start), new Moment.At(end), null, List.of(new CreateLease.Asked.Fit(hosts(1, 1))), List.of()));
    }

    @Test
    void whatFallsDueTogetherIsDoneOnceEach() {
        Instant start = clock.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofHours(1));
        Instant end = start.plus(Duration.ofHours(1));
        for (int i = 0; i < LEASES; i++) {
            create(start, end);
        }
        first.due.start();
        second.due.start();

        clock.moveTo(start.minusMillis(500));
        await(LeaseTimers.START, LEASES);
        clock.moveTo(end.minus(Duration.ofMinutes(1)).minusMillis(500));
        await(LeaseTimers.BEFORE_END, LEASES);
        clock.moveTo(end.minusMillis(500));
        await(LeaseTimers.END, LEASES);

        assertThat(runs).extracting(run -> run.item().kind() + run.item().key()).doesNotHaveDuplicates().hasSize(3 * LEASES);
        assertThat(first.room.leases().all()).extracting(Lease::status).containsOnly(LeaseStatus.TERMINATED);
        List.of(LeaseTimers.START, LeaseTimers.BEFORE_END, LeaseTimers.END).forEach(this::print);
    }

    @Test
    void aReplicaThatWasAwayForAnHourCatchesUpInOrder() {
        Instant begin = clock.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofHours(1));
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            leases.add(create(begin.plus(Duration.ofMinutes(i)), begin.plus(Duration.ofMinutes(i + 5))));
        }
        clock.moveTo(begin.plus(Duration.ofHours(1)));

        while (first.due.runNext()) {
            assertThat(runs).hasSizeLessThan(1_000);
        }

        List<String> starts = runs.stream()
                .filter(run -> run.item().kind().equals(LeaseTimers.START))
                .map(run -> run.item().key())
                .toList();
        assertThat(starts).isEqualTo(leases.stream().map(lease -> lease.id().toString()).toList());
        assertThat(runs).extracting(run -> run.item().dueAt()).isSorted();
        assertThat(runs).extracting(run -> run.item().kind() + run.item().key()).doesNotHaveDuplicates().hasSize(3 * 40);
        assertThat(first.room.leases().all()).extracting(Lease::status).containsOnly(LeaseStatus.TERMINATED);
    }

    private void await(String kind, int count) {
        Await.until(count + " of " + kind, PATIENCE, () ->
                runs.stream().filter(run -> run.item().kind().equals(kind)).count() >= count);
    }

    private void print(String kind) {
        long[] millis = runs.stream()
                .filter(run -> run.item().kind().equals(kind))
                .mapToLong(run -> run.lateness().toMillis())
                .sorted()
                .toArray();
        if (millis.length >= PRINTED_FROM) {
            System.out.printf("%d %s due at once: p50 %d ms, p99 %d ms, max %d ms late%n", millis.length, kind,
                    millis[millis.length / 2], millis[millis.length * 99 / 100], millis[millis.length - 1]);
        }
    }
}
