package io.berth.reservation.health;

import static io.berth.reservation.Samples.NOW;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.TestRoom;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.store.WorkChange.ScheduleWork;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hosts that are looked at every minute, and believed to have failed the third time. */
class HealthPollerTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final HealthOptions EVERY_MINUTE = new HealthOptions(Duration.ofHours(1), Duration.ofMinutes(1), 3);

    private final TestRoom room = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS);
    private final Scene scene = new Scene();

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
    }

    /** What there is to be seen: nothing of hosts that are not named. */
    private static final class Scene implements HealthProbe {
        private final Map<UUID, HealthStatus> hosts = new ConcurrentHashMap<>();
        private final AtomicInteger looks = new AtomicInteger();
        /** Whoever looks must get through. */
        private final Semaphore gate = new Semaphore(1);

        @Override
        public String source() {
            return "redfish";
        }

        @Override
        public Map<UUID, Finding> look(List<Host> all) {
            Map<UUID, Finding> found = new HashMap<>();
            hosts.forEach((host, status) -> found.put(host, status == HealthStatus.FAILED ? Finding.failed("red light") : Finding.WELL));
            gate.acquireUninterruptibly();
            gate.release();
            looks.incrementAndGet();
            return found;
        }
    }

    private HealthPoller poller(HealthOptions options) {
        return new HealthPoller(room.store, room.room.healths(), List.of(scene), options, room.clock);
    }

    @Test
    void aHostThatIsFoundFailedOftenEnoughFailsAndRecoversLikewise() {
        Host one = room.enrol("node-1");
        Host two = room.enrol("node-2");
        room.create(lease("12:30", "14:00", hosts(1, 1)));
        HealthPoller poller = poller(EVERY_MINUTE);
        scene.hosts.put(one.id(), HealthStatus.FAILED);
        poller.look();
        poller.look();
        assertThat(room.bookings()).extracting(Booking::hostId).containsExactly(one.id());
        poller.look();
        assertThat(room.bookings()).extracting(Booking::hostId).containsExactly(two.id());
        assertThat(room.room.healths().failed()).extracting(each -> each.health().reason()).containsExactly("red light");

        scene.hosts.remove(one.id());
        poller.look();
        poller.look();
        poller.look();
        assertThat(room.room.healths().failed()).as("of what nobody sees nothing is said").hasSize(1);
        scene.hosts.put(one.id(), HealthStatus.HEALTHY);
        poller.look();
        poller.look();
        poller.look();
        assertThat(room.room.healths().failed()).isEmpty();
    }

    /** Looks beside another, or cannot. */
    private record Other(String source, Map<UUID, Finding> found, boolean isBroken) implements HealthProbe {
        @Override
        public Map<UUID, Finding> look(List<Host> all) {
            if (isBroken) {
                throw new IllegalStateException("no eyes");
            }
            return Map.copyOf(found);
        }
    }

    @Test
    void oneSourceThatFindsAHostWellDoesNotHideThatAnotherFindsItFailed() {
        Host one = room.enrol("node-1");
        room.enrol("node-2");
        room.create(lease("12:30", "14:00", hosts(1, 1)));
        Map<UUID, HealthProbe.Finding> agents = new HashMap<>();
        agents.put(one.id(), HealthProbe.Finding.silent("no answer within 3000 ms"));
        scene.hosts.put(one.id(), HealthStatus.HEALTHY);
        HealthPoller poller = new HealthPoller(
                room.store, room.room.healths(),
                List.of(new Other("blind", Map.of(), true), scene, new Other("agent", agents, false)), EVERY_MINUTE, room.clock);
        poller.look();
        poller.look();
        assertThat(room.room.healths().failed()).isEmpty();
        poller.look();
        assertThat(room.room.healths().failed()).singleElement().satisfies(known -> {
            assertThat(known.health().source()).isEqualTo("agent");
            assertThat(known.health().reason()).isEqualTo("no answer within 3000 ms");
        });
        assertThat(room.bookings()).extracting(Booking::hostId).doesNotContain(one.id());
        assertThat(room.effects.told).anyMatch(told -> told.contains("node-1 -> node-2"));

        agents.put(one.id(), HealthProbe.Finding.WELL);
        poller.look();
        poller.look();
        poller.look();
        assertThat(room.room.healths().failed()).isEmpty();
    }

    @Test
    void whatAnOperatorSaidStandsThoughTheAgentAnswers() {
        Host one = room.enrol("node-1");
        room.room.healths().report(new ReportHealth("node-1", HealthStatus.FAILED, "smoke", HostHealth.OPERATOR));
        HealthPoller poller = new HealthPoller(
                room.store, room.room.healths(),
                List.of(new Other("agent", Map.of(one.id(), HealthProbe.Finding.WELL), false)), EVERY_MINUTE, room.clock);
        for (int i = 0; i < 5; i++) {
            poller.look();
        }
        assertThat(room.room.healths().failed()).extracting(known -> known.health().source()).containsExactly("operator");
    }

    @Test
    void aRoundBeginsEveryIntervalAndIsLookedAtOutsideOfItsTransaction() {
        Host one = room.enrol("node-1");
        scene.hosts.put(one.id(), HealthStatus.FAILED);
        HealthPoller poller = poller(EVERY_MINUTE).register(room.due);
        poller.start();
        room.runDue();
        assertThat(scene.looks.get()).as("not before its time").isZero();
        for (int minute = 1; minute <= 3; minute++) {
            room.clock.moveTo(NOW.plus(Duration.ofMinutes(minute)));
            room.runDue();
            await(minute);
        }
        assertThat(room.room.healths().failed()).hasSize(1);
    }

    /** Until a round is over. */
    private void await(int strikes) {
        Await.until("the round is over", () -> strikes() >= strikes && !isRoundOn());
        assertThat(strikes()).isEqualTo(strikes);
    }

    private boolean isRoundOn() {
        return room.store.database().read(handle -> handle.createQuery("SELECT EXISTS (SELECT FROM store.errand)")
                .mapTo(Boolean.class)
                .one());
    }

    private int strikes() {
        HostHealth health = room.room.healths().known().values().stream().findFirst().orElse(null);
        return health == null ? 0 : health.status() == HealthStatus.FAILED ? 3 : health.strikes();
    }

    @Test
    void withoutAnIntervalNobodyLooks() {
        HealthPoller poller = poller(HealthOptions.DEFAULTS).register(room.due);
        poller.start();
        room.clock.moveTo(NOW.plus(Duration.ofDays(1)));
        room.runDue();
        assertThat(scene.looks.get()).isZero();
    }

    @Test
    void oneProcessLooksAtATimeAndARoundThatTakesLongerThanTheIntervalIsNotOvertaken() {
        TestRoom other = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS);
        new HealthPoller(other.store, other.room.healths(), List.of(scene), EVERY_MINUTE, other.clock).register(other.due);
        HealthPoller poller = poller(EVERY_MINUTE).register(room.due);
        Host one = room.enrol("node-1");
        scene.hosts.put(one.id(), HealthStatus.FAILED);
        scene.gate.acquireUninterruptibly();
        poller.start();
        room.clock.moveTo(NOW.plus(Duration.ofMinutes(1)));
        room.runDue();
        Await.until("the round has begun", scene.gate::hasQueuedThreads);
        for (int minute = 2; minute <= 4; minute++) {
            other.clock.moveTo(NOW.plus(Duration.ofMinutes(minute)));
            // As a process does that starts.
            other.store.write(List.of(new ScheduleWork(HealthPoller.POLL, "all", other.clock.now())));
            other.runDue();
        }
        scene.gate.release();
        await(1);
        assertThat(scene.looks.get()).isEqualTo(1);
    }

    @Test
    void aProcessThatStartsDoesNotPutOffWhatIsDueSooner() {
        room.enrol("node-1");
        HealthPoller poller = poller(EVERY_MINUTE).register(room.due);
        poller(new HealthOptions(Duration.ofHours(1), Duration.ofDays(1), 3)).start();
        poller.start();
        room.clock.moveTo(NOW.plus(Duration.ofSeconds(59)));
        poller.start();
        room.clock.moveTo(NOW.plus(Duration.ofMinutes(1)));
        room.runDue();
        Await.until("somebody looked", () -> scene.looks.get() == 1 && !isRoundOn());
    }
}
