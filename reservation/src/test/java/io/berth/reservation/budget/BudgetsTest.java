package io.berth.reservation.budget;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.addresses;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;
import static io.berth.reservation.Samples.lease;
import static io.berth.reservation.Samples.on;
import static io.berth.reservation.Samples.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.reservation.Samples;
import io.berth.reservation.TestRoom;
import io.berth.reservation.health.HealthStatus;
import io.berth.reservation.health.HostHealth;
import io.berth.reservation.health.ReportHealth;
import io.berth.reservation.host.Host;
import io.berth.reservation.host.RemoveHost;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.maintenance.CloseHosts;
import io.berth.reservation.maintenance.MaintenanceKind;
import io.berth.reservation.maintenance.OnConflict;
import io.berth.reservation.recurring.Acceptance;
import io.berth.reservation.recurring.RecurLeases;
import io.berth.reservation.recurring.Recurrence;
import io.berth.reservation.recurring.RecurringRefusal.Conflicts;
import io.berth.reservation.refusal.ReservationRefusal.BudgetExceeded;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.FlavorRequest.SourceFlavor;
import io.berth.reservation.request.ReservationRequest;
import io.berth.reservation.waiting.WaitLease;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What counts against a budget, on a database, through two replicas. It is noon, and half a minute. */
class BudgetsTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final ReservationOptions OPTIONS = ReservationOptions.DEFAULTS.withCleaningTime(Duration.ofMinutes(30)).withNetworks(Samples.NETWORKS);
    private static final String PROJECT = TestRoom.OWNER.projectId();
    private static final int ASKERS = 24;

    private final TestRoom room = new TestRoom(DB.store(), OPTIONS);
    private final TestRoom replica = new TestRoom(DB.newReplica(), OPTIONS);

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
        DB.database().transact(tx -> tx.execute("TRUNCATE reservation.budget, reservation.past_use"));
    }

    private void budget(@Nullable Integer hosts, @Nullable Integer hostHours) {
        room.room.budgets().set(PROJECT, new Budget.Limits(hosts, hostHours, BudgetPeriod.DAY, null));
    }

    private BudgetExceeded exceeded(CreateLease request) {
        return (BudgetExceeded) refusal(room.room.leases().create(request, TestRoom.OWNER));
    }

    private Budgets.Standing standing() {
        return room.room.budgets().find(PROJECT).orElseThrow();
    }

    private long minutesUsed() {
        return standing().hostMicros() * 1_000 / Duration.ofMinutes(1).toNanos();
    }

    @Test
    void aBudgetSetByOneReplicaBindsTheNextLeaseOfAnother() {
        room.enrol("node-1");
        room.enrol("node-2");
        accepted(replica.room.leases().create(lease("13:00", "14:00", hosts(1, 1)), TestRoom.OWNER));
        budget(1, null);

        assertThat(refusal(replica.room.leases().create(lease("13:00", "14:00", hosts(1, 1)), TestRoom.OWNER)))
                .isInstanceOf(BudgetExceeded.class);
        Owner other = new Owner("other", "user", "req-2");
        accepted(replica.room.leases().create(lease("13:00", "14:00", hosts(1, 1)), other));

        accepted(room.room.budgets().remove(PROJECT));
        accepted(replica.room.leases().create(lease("14:30", "15:00", hosts(2, 2)), TestRoom.OWNER));
        assertThat(replica.room.budgets().mayBind(PROJECT)).as("forgotten again").isFalse();
    }

    @Test
    void ofManyAtOnceThroughTwoReplicasOnlySoManyAreGrantedAsTheBudgetAllows() throws Exception {
        IntStream.range(0, ASKERS).forEach(i -> room.enrol("node-" + i));
        budget(5, null);
        CountDownLatch gate = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(ASKERS)) {
            List<Future<Decision<Lease>>> asked = IntStream.range(0, ASKERS)
                    .mapToObj(i -> threads.submit((Callable<Decision<Lease>>) () -> {
                        gate.await();
                        return (i % 2 == 0 ? room : replica).room.leases()
                                .create(lease("13:%02d".formatted(i), "15:00", hosts(1, 1)), TestRoom.OWNER);
                    }))
                    .toList();
            gate.countDown();
            int granted = 0;
            for (Future<Decision<Lease>> each : asked) {
                granted += each.get() instanceof Decision.Accepted<Lease> ? 1 : 0;
            }
            assertThat(granted).isEqualTo(5);
        }
        assertThat(room.room.leases().all()).hasSize(5);
    }

    @Test
    void prolongingAtOnceThroughTwoReplicasDoesNotExceedTheBudget() throws Exception {
        List<Lease> leases = IntStream.range(0, 8)
                .mapToObj(i -> {
                    room.enrol("node-" + i);
                    return room.create(lease("13:00", "14:00", hosts(1, 1)));
                })
                .toList();
        budget(null, 11);
        CountDownLatch gate = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(leases.size())) {
            List<Future<Decision<Lease>>> asked = IntStream.range(0, leases.size())
                    .mapToObj(i -> threads.submit((Callable<Decision<Lease>>) () -> {
                        gate.await();
                        return (i % 2 == 0 ? room : replica).update(leases.get(i), until("15:00"));
                    }))
                    .toList();
            gate.countDown();
            int granted = 0;
            for (Future<Decision<Lease>> each : asked) {
                granted += each.get() instanceof Decision.Accepted<Lease> ? 1 : 0;
            }
            assertThat(granted).isEqualTo(3);
        }
        assertThat(minutesUsed()).isEqualTo(11 * 60);
    }

    private static UpdateLease until(String end) {
        return new UpdateLease(null, null, on(end), null, List.of(), false);
    }

    @Test
    void aLeaseThatEndedEarlyCountsWhatItHad() {
        room.enrol("node-1");
        budget(null, 3);
        Lease lease = room.create(lease("now", "15:00", hosts(1, 1)));
        room.runDue();
        assertThat(exceeded(lease("16:00", "18:00", hosts(1, 1))).figures().used()).hasToString("3");

        room.clock.moveTo(Samples.at("13:00").plusSeconds(30));
        accepted(room.update(lease, until("now")));
        room.runDue();
        assertThat(minutesUsed()).as("an hour, and no cleaning").isEqualTo(60);
        room.create(lease("16:00", "18:00", hosts(1, 1)));
    }

    @Test
    void whatADeletedLeaseHadStillCounts() {
        room.enrol("node-1");
        room.enrol("node-2");
        budget(null, 3);
        Lease running = room.create(lease("now", "13:30", hosts(2, 2)));
        room.runDue();
        room.clock.moveTo(Samples.at("13:00").plusSeconds(30));
        accepted(room.room.leases().delete(running.id()));
        assertThat(minutesUsed()).isEqualTo(120);
        assertThat(standing().hostsNow()).isZero();
        assertThat(exceeded(lease("16:00", "18:00", hosts(1, 1))).figures().left()).hasToString("1");

        Lease planned = room.create(lease("16:00", "17:00", hosts(1, 1)));
        accepted(room.room.leases().delete(planned.id()));
        assertThat(minutesUsed()).as("what never began was never used").isEqualTo(120);
    }

    @Test
    void whatWasHadOfARemovedHostStillCounts() {
        Host host = room.enrol("node-1");
        budget(null, 3);
        Lease lease = room.create(lease("now", "14:00", hosts(1, 1)));
        room.runDue();
        room.at("14:00");
        room.at("15:00");
        accepted(room.room.hosts().remove(new RemoveHost(Long.toString(host.number()))));
        assertThat(minutesUsed()).as("of %s", room.read(lease).status()).isEqualTo(119);
        assertThat(room.bookings()).isEmpty();
    }

    @Test
    void whatWasHadOfAHostThatFailsStillCounts() {
        room.enrol("node-1");
        budget(null, 3);
        Lease lease = room.create(lease("now", "15:00", hosts(1, 1)));
        room.runDue();
        room.clock.moveTo(Samples.at("13:00").plusSeconds(30));
        fail("node-1");
        assertThat(room.bookings()).as("there is no other host").isEmpty();
        assertThat(minutesUsed()).isEqualTo(60);

        room.at("15:00");
        assertThat(minutesUsed()).as("of %s", room.read(lease).status()).isEqualTo(60);
    }

    @Test
    void whoGetsAnotherHostHasHadOneAllTheTime() {
        room.enrol("node-1");
        budget(null, 3);
        Lease running = room.create(lease("now", "14:00", hosts(1, 1)));
        Lease planned = room.create(lease("16:00", "17:00", hosts(1, 1)));
        room.runDue();
        room.enrol("node-2");
        room.clock.moveTo(Samples.at("13:00").plusSeconds(30));
        accepted(room.room.maintenances().close(new CloseHosts(
                List.of("node-1"), MaintenanceKind.MAINTENANCE, null, Samples.at("23:00"), "fans", OnConflict.FORCE, "operator")));
        assertThat(minutesUsed()).as("two hosts, of %s and %s", running.id(), planned.id()).isEqualTo(180 - 1);
        assertThat(standing().hostsNow()).isEqualTo(1);
        accepted(room.room.leases().delete(running.id()));
        assertThat(minutesUsed()).isEqualTo(120);
    }

    private void fail(String host) {
        accepted(room.room.healths().report(new ReportHealth(host, HealthStatus.FAILED, "smoke", HostHealth.OPERATOR)));
    }

    @Test
    void sharesOfHostsDoNotCountButTheLengthOfTheirLeaseDoes() {
        room.enrol("node-1");
        room.room.budgets().set(PROJECT, new Budget.Limits(0, 0, BudgetPeriod.DAY, 1));
        room.create(lease("13:00", "14:00", instances(2, 1, Affinity.ANYWHERE)));
        assertThat(exceeded(lease("13:00", "14:01", instances(1, 1, Affinity.ANYWHERE))).limit()).isEqualTo("max_lease_hours");
        assertThat(exceeded(lease("14:30", "15:00", hosts(1, 1))).limit()).isEqualTo("max_hosts");
    }

    static Stream<List<ReservationRequest>> kinds() {
        FlavorRequest flavor = new FlavorRequest(1, new SourceFlavor(
                "small", 1, 64, 0, new TreeMap<>(Map.of("VCPU", 1L)), new TreeSet<>(), new TreeSet<>(), new TreeMap<>(), "{}"));
        return Stream.of(
                List.of(hosts(1, 1)), List.of(instances(1, 1, Affinity.ANYWHERE)), List.of(flavor), List.of(addresses(1)),
                List.of(hosts(1, 1), addresses(1)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theLengthOfLeasesOfEveryKindIsLimitedHoweverTheyComeAbout(List<ReservationRequest> kind) {
        room.enrol("node-1");
        room.register("172.24.4.101");
        room.room.budgets().set(PROJECT, new Budget.Limits(null, null, BudgetPeriod.DAY, 1));
        ReservationRequest[] requests = kind.toArray(ReservationRequest[]::new);
        CreateLease tooLong = lease("13:00", "14:01", requests);
        assertThat(exceeded(tooLong).limit()).as("created").isEqualTo("max_lease_hours");
        assertThat(refusal(room.room.waiting().create(new WaitLease(tooLong, at("20:00"), "{}"), TestRoom.OWNER)))
                .as("waited for")
                .isInstanceOf(BudgetExceeded.class);
        RecurLeases daily = new RecurLeases(
                tooLong, new Recurrence("FREQ=DAILY;COUNT=2", "UTC"), Set.of(), Acceptance.ALL, "{}");
        assertThat(refusal(room.room.recurring().create(daily, TestRoom.OWNER)))
                .as("again and again")
                .isInstanceOfSatisfying(Conflicts.class, conflicts -> assertThat(conflicts.occurrences())
                        .hasSize(2)
                        .allSatisfy(each -> assertThat(each.refused().code()).isEqualTo("reservation.budget_exceeded")));

        Lease fine = room.create(lease("13:00", "14:00", requests));
        assertThat(refusal(room.update(fine, new UpdateLease(null, null, Samples.on("14:01"), null, List.of(), false))))
                .as("prolonged")
                .isInstanceOf(BudgetExceeded.class);
    }

    @Test
    void usePastEveryPeriodIsForgotten() {
        room.enrol("node-1");
        budget(null, 3);
        Lease lease = room.create(lease("now", "14:00", hosts(1, 1)));
        room.runDue();
        room.at("13:00");
        accepted(room.room.leases().delete(lease.id()));
        room.room.budgets().purge().handledBy(room.due);
        room.write(room.room.budgets().purge().first());
        assertThat(room.due.runNext()).isTrue();
        assertThat(pastUses()).as("a month's use may still count").isEqualTo(1);

        room.clock.advance(Budgets.USE_KEPT.plusDays(1));
        room.runDue();
        assertThat(pastUses()).isZero();
    }

    private int pastUses() {
        return DB.database().read(handle ->
                handle.createQuery("SELECT count(*) FROM reservation.past_use").mapTo(Integer.class).one());
    }
}
