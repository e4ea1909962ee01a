package io.berth.reservation.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.berth.base.SettableClock;
import io.berth.reservation.Samples;
import io.berth.reservation.TestRoom;
import io.berth.reservation.audit.Check;
import io.berth.reservation.audit.Finding;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseStatus;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.store.Database;
import io.berth.store.WorkAudit;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Several replicas over one database, with users who create, change, end and delete leases of every kind while minutes pass and
 * replicas are killed or cut off from the database at random; then everything is audited. A seed gives what each user does in what
 * order, not how they interleave.
 *
 * <p>Run it for longer, with other seeds: {@code -Dberth.replicas.seeds=100 -Dberth.replicas.first=1 -Dberth.replicas.rounds=5}.
 */
class SeveralReplicasTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final int REPLICAS = 3;
    private static final int USERS = 4;
    private static final int REQUESTS = 40;
    private static final int HOSTS = 5;
    private static final int ROUNDS = Integer.getInteger("berth.replicas.rounds", 2);
    private static final Duration QUIET_MAX = Duration.ofSeconds(30);

    /** How long the drain goes on, in the site's time: leases, their cleaning, and repetitions of what failed. */
    private static final Duration DRAIN = Duration.ofMinutes(40);

    private static final ReservationOptions TERMS = ReservationOptions.DEFAULTS
            .withCleaningTime(Duration.ofMinutes(1))
            .withNetworks(Samples.NETWORKS);

    private static final List<String> NOISY = List.of("com.zaxxer.hikari", "io.berth.store", "io.berth.reservation");

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final SettableClock clock = new SettableClock(() -> Samples.NOW, Duration.ZERO);
    private final List<Replica> replicas = new CopyOnWriteArrayList<>();
    private final List<Thread> remains = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();

    static LongStream seeds() {
        long first = Long.getLong("berth.replicas.first", 1);
        return LongStream.range(first, first + Integer.getInteger("berth.replicas.seeds", 1));
    }

    /** Broken connections are what this is about: nobody wants to read of them. */
    @BeforeAll
    static void beQuiet() {
        NOISY.forEach(name -> level(name, Level.OFF));
    }

    @AfterAll
    static void speakAgain() {
        NOISY.forEach(name -> level(name, null));
    }

    private static void level(String name, @Nullable Level level) {
        ((Logger) LoggerFactory.getLogger(name)).setLevel(level);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theAuditFindsNothing(long seed) throws Exception {
        TestRoom.clear(DB.store());
        for (int i = 0; i < REPLICAS; i++) {
            replicas.add(newReplica());
        }
        try {
            TestRoom any = replicas.getFirst().room;
            for (int i = 0; i < HOSTS; i++) {
                any.enrol("node-" + i);
            }
            for (int i = 0; i < HOSTS; i++) {
                any.register("172.24.4." + (101 + i));
            }
            for (int round = 1; round <= ROUNDS; round++) {
                play(seed, round);
                settle();
                assertNothingIsFound(seed, round);
            }
            drain();
            assertEverythingIsOver(seed);
        } finally {
            replicas.forEach(Replica::close);
            for (Thread each : remains) {
                each.join();
            }
        }
    }

    private Replica newReplica() {
        return new Replica("replica-" + NAMES.incrementAndGet(), DB.options(), TERMS, clock);
    }

    private void play(long seed, int round) throws Exception {
        try (ExecutorService users = Executors.newFixedThreadPool(USERS + 1)) {
            List<Future<?>> running = new ArrayList<>();
            for (int user = 0; user < USERS; user++) {
                Random random = new Random(seed * 1_000_003 + round * 1_009L + user);
                running.add(users.submit(() -> live(random)));
            }
            List<Future<?>> atWork = List.copyOf(running);
            running.add(users.submit(() -> haveAccidents(new Random(seed * 31 + round), atWork)));
            for (Future<?> each : running) {
                each.get();
            }
        }
    }

    private void live(Random random) {
        RandomLeases user = new RandomLeases(random);
        for (int i = 0; i < REQUESTS; i++) {
            Replica replica = replicas.get(random.nextInt(REPLICAS));
            try {
                user.act(replica);
            } catch (RuntimeException failure) {
                if (!replica.explains(failure)) {
                    throw failure;
                }
            }
            clock.advance(Duration.ofSeconds(random.nextInt(40)));
        }
    }

    /** As long as users are at work. */
    private void haveAccidents(Random random, List<Future<?>> users) {
        Database other = DB.database();
        while (users.stream().anyMatch(user -> !user.isDone())) {
            LockSupport.parkNanos(Duration.ofMillis(20 + random.nextInt(200)).toNanos());
            int victim = random.nextInt(REPLICAS);
            Replica replica = replicas.get(victim);
            if (random.nextInt(3) == 0) {
                replica.cutOff(other);
                told.add(replica + " cut off");
            } else {
                replicas.set(victim, newReplica());
                remains.add(replica.kill(other));
                told.add(replica + " killed");
            }
        }
    }

    /** Nobody asks for anything; what is due is done, and what failed is tried again as its time comes. */
    private void settle() {
        Await.until("all that is due is done", QUIET_MAX, () -> {
            if (!overdue().isEmpty()) {
                return false;
            }
            // What is only put off comes back soon.
            clock.advance(Duration.ofSeconds(2));
            return overdue().isEmpty();
        });
    }

    private List<WorkAudit.Misfit> overdue() {
        return DB.database().read(handle -> WorkAudit.overdue(handle, clock.now().plusNanos(1_000), 1));
    }

    private void assertNothingIsFound(long seed, int round) {
        for (Replica replica : replicas) {
            Map<Check, List<Finding>> found = replica.audited().findings().entrySet().stream()
                    .filter(each -> !each.getValue().isEmpty())
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            assertThat(found).as("what %s found after round %d of seed %d, %s", replica, round, seed, told).isEmpty();
        }
        List<String> twice = endedTwice();
        assertThat(twice).as("leases that ended more than once, seed %d", seed).isEmpty();
        assertThat(leases().filter(SeveralReplicasTest::failedInItsTime).map(SeveralReplicasTest::shown))
                .as("nobody else is on the hosts, so no start fails; seed %d, %s", seed, told)
                .isEmpty();
    }

    private Stream<Lease> leases() {
        return replicas.getFirst().room.room.leases().all().stream();
    }

    /** A start that nobody got to before the lease's end may find others there, who came after it. */
    private static boolean failedInItsTime(Lease lease) {
        Instant tried = lease.startEvent().updatedAt();
        return lease.status() == LeaseStatus.ERROR && tried != null && tried.isBefore(lease.endsAt());
    }

    private static String shown(Lease lease) {
        return lease.id() + " " + lease.name() + " " + lease.status() + " " + lease.startsAt() + "/" + lease.endsAt() + " started "
                + lease.startEvent().updatedAt() + " "
                + lease.reservations().stream().map(it -> it.id() + " " + it.request().resourceType()).toList();
    }

    private static List<String> endedTwice() {
        return DB.database().read(handle -> handle.createQuery(
                        "SELECT subject FROM store.change WHERE kind = 'LeaseEnded' GROUP BY subject HAVING count(*) > 1")
                .mapTo(String.class)
                .list());
    }

    private void drain() {
        clock.advance(DRAIN);
        settle();
    }

    private void assertEverythingIsOver(long seed) {
        assertNothingIsFound(seed, ROUNDS + 1);
        TestRoom room = replicas.getFirst().room;
        assertThat(leases().filter(lease -> !lease.hasEnded()).map(SeveralReplicasTest::shown))
                .as("leases that have not ended, seed %d, %s", seed, told)
                .isEmpty();
        long claimed = DB.database().read(handle -> (long) room.ledger.holdingsOfType(handle, "RESERVATION").size());
        assertThat(claimed).as("reservations that still have claims, seed %d", seed).isZero();
    }
}
