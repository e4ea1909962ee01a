package io.berth.reservation.api;

import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.base.AnswerBook.Entry;
import io.berth.base.AnswerBook.Key;
import io.berth.http.Body;
import io.berth.http.Call;
import io.berth.http.Caller;
import io.berth.http.Headers;
import io.berth.http.HttpProblem;
import io.berth.http.Idempotency;
import io.berth.http.Microversion;
import io.berth.http.Request;
import io.berth.http.Response;
import io.berth.reservation.TestRoom;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.store.KeptAnswers;
import io.berth.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One idempotency key, many requests, two replicas. */
class SameKeyTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final int ASKERS = 16;

    private final TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS);
    private final TestRoom replica = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS);
    private final Idempotency keys = new Idempotency(room.store.answers());
    private final Idempotency replicasKeys = new Idempotency(replica.store.answers());

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
        room.enrol("node-1");
        room.enrol("node-2");
    }

    private static Call call(String key) {
        return new Call(
                new Request(
                        "POST", "/v1/leases", "", Headers.of("Idempotency-Key", key),
                        Body.of("{}".getBytes(StandardCharsets.UTF_8)), "http://berth", "req-1"),
                Map.of(),
                Caller.ofProject("user", TestRoom.OWNER.projectId(), Set.of("member")),
                Microversion.of(1, 0));
    }

    private static Response asked(Idempotency keys, TestRoom room, String key) {
        return keys.serve(
                call(key),
                new Idempotency.Answers<Lease>(
                        lease -> Response.text(201, lease.id().toString()), refusal -> Response.text(409, refusal.code())),
                receipt -> room.room.leases().create(lease("13:00", "14:00", hosts(1, 1)), TestRoom.OWNER, receipt));
    }

    @Test
    void ofManyAtOnceOneHasAnEffectAndTheOthersItsAnswerOrAreToldToWait() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Set<String> answers = new HashSet<>();
        int granted = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(ASKERS)) {
            List<Future<Response>> asked = IntStream.range(0, ASKERS)
                    .mapToObj(i -> threads.submit((Callable<Response>) () -> {
                        gate.await();
                        return i % 2 == 0 ? asked(keys, room, "race") : asked(replicasKeys, replica, "race");
                    }))
                    .toList();
            gate.countDown();
            for (Future<Response> each : asked) {
                try {
                    answers.add(new String(each.get().body(), StandardCharsets.UTF_8));
                    granted++;
                } catch (ExecutionException told) {
                    assertThat(told.getCause()).isInstanceOfSatisfying(HttpProblem.class, problem ->
                            assertThat(problem.status()).isEqualTo(409));
                }
            }
        }
        assertThat(granted).isPositive();
        assertThat(answers).hasSize(1);
        assertThat(room.room.leases().all()).extracting(lease -> lease.id().toString()).containsExactlyElementsOf(answers);
        assertThat(new String(asked(replicasKeys, replica, "race").body(), StandardCharsets.UTF_8)).isIn(answers);
    }

    @Test
    void whileAnotherReplicaWritesItsAnswerTheKeyIsInProgressAndNothingIsWritten() {
        DB.database().transact(tx -> {
            replica.store.apply(tx, List.of(replica.store.answers().keep(new Entry(
                    new Key("project/" + TestRoom.OWNER.projectId(), "slow"), "print", 201, List.of(), new byte[0]))));
            try (ExecutorService other = Executors.newSingleThreadExecutor()) {
                Future<Response> asked = other.submit(() -> asked(keys, room, "slow"));
                assertThatThrownBy(asked::get).hasCauseInstanceOf(HttpProblem.class)
                        .hasMessageContaining("is being served");
            }
            tx.rollback();
            return tx;
        });
        assertThat(room.room.leases().all()).isEmpty();
        assertThat(asked(keys, room, "slow").status()).as("the other one failed, so it is free").isEqualTo(201);
    }

    @Test
    void aDayLaterTheKeyIsFreeAgainAndItsAnswerForgotten() {
        Response first = asked(keys, room, "day");
        DB.clock().advance(KeptAnswers.KEPT.minusSeconds(60));
        assertThat(asked(keys, room, "day").body()).isEqualTo(first.body());
        DB.clock().advance(Duration.ofSeconds(61));
        Response second = asked(keys, room, "day");
        assertThat(second.body()).isNotEqualTo(first.body());
        assertThat(asked(keys, room, "day").body()).isEqualTo(second.body());

        DB.clock().advance(KeptAnswers.KEPT);
        room.store.answers().purge().handledBy(room.due);
        room.write(room.store.answers().purge().first());
        room.clock.moveTo(DB.clock().now());
        room.runDue();
        assertThat(answers()).isZero();
    }

    private static int answers() {
        return DB.database().read(handle ->
                handle.createQuery("SELECT count(*) FROM store.answer").mapTo(Integer.class).one());
    }
}
