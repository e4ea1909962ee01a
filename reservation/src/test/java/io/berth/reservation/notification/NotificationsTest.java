package io.berth.reservation.notification;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.lease;
import static io.berth.reservation.Samples.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.reservation.TestRoom;
import io.berth.reservation.enforcement.AskedService;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.recurring.Acceptance;
import io.berth.reservation.recurring.RecurLeases;
import io.berth.reservation.recurring.Recurrence;
import io.berth.reservation.waiting.WaitLease;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What a service of the site is told of leases, on a database. It is noon, and half a minute. */
class NotificationsTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final AskedService SERVICE = AskedService.start();

    private final TestRoom room = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS.withNotified(SERVICE.url()));

    @BeforeEach
    void clear() {
        TestRoom.clear(DB.store());
        DB.database().transact(tx -> tx.execute("TRUNCATE reservation.notification, store.errand"));
        SERVICE.questions().clear();
        SERVICE.answer(204, "");
        room.enrol("node-1");
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    private static UpdateLease until(String end) {
        return new UpdateLease(null, null, on(end), null, List.of(), false);
    }

    private List<String> told() {
        return SERVICE.questions().stream()
                .map(each -> each.body().path("event_type").asString() + " " + each.body().at("/payload/status").asString())
                .toList();
    }

    private void awaitTold(String... events) {
        Await.until("so much is told", () -> {
            room.runDue();
            return SERVICE.questions().size() >= events.length;
        });
        assertThat(told()).containsExactly(events);
    }

    private void awaitSilence() {
        Await.until("nothing is left to tell", () -> {
            room.runDue();
            return waiting() == 0;
        });
    }

    /** Time passes when all is told: an errand in hand would be taken for dead. */
    private void laterAt(String time) {
        awaitSilence();
        room.at(time);
    }

    private static int waiting() {
        return DB.database().read(handle ->
                handle.createQuery("SELECT count(*) FROM reservation.notification").mapTo(Integer.class).one());
    }

    @Test
    void aLeaseThatHasWaitedAndLeasesThatComeAgainAreToldAsAllOthers() {
        Lease first = room.create(lease("13:00", "15:00", hosts(1, 1)));
        WaitLease wish = new WaitLease(lease("13:00", "14:00", hosts(1, 1)), at("13:00"), "{}");
        accepted(room.room.waiting().create(wish, TestRoom.OWNER));
        accepted(room.room.leases().delete(first.id()));
        laterAt("12:30");
        RecurLeases daily = new RecurLeases(
                lease("18:00", "19:00", hosts(1, 1)), new Recurrence("FREQ=DAILY;COUNT=2", "UTC"), Set.of(), Acceptance.ALL, "{}");
        accepted(room.room.recurring().create(daily, TestRoom.OWNER));
        awaitSilence();

        assertThat(told()).containsExactlyInAnyOrder(
                "lease.create PENDING", "lease.delete DELETING", "lease.create PENDING", "lease.create PENDING", "lease.create PENDING");
    }

    @Test
    void allOfALeasesLifeIsToldInOrder() {
        Lease lease = room.create(lease("13:00", "15:00", hosts(1, 1)));
        accepted(room.update(lease, until("16:00")));
        accepted(room.update(lease, new UpdateLease("renamed", null, null, null, List.of(), true)));
        laterAt("13:00");
        laterAt("15:00");
        accepted(room.update(lease, until("18:00")));
        laterAt("17:00");
        laterAt("18:00");
        accepted(room.room.leases().delete(lease.id()));

        awaitTold(
                "lease.create PENDING",
                "lease.update UPDATING",
                "lease.event.start_lease ACTIVE",
                "lease.event.before_end_lease ACTIVE",
                "lease.event.before_end_lease.stop UPDATING",
                "lease.update UPDATING",
                "lease.event.before_end_lease ACTIVE",
                "lease.event.end_lease TERMINATED",
                "lease.delete DELETING");
        awaitSilence();
        assertThat(SERVICE.questions()).extracting(each -> each.body().at("/payload/lease_id").asString())
                .containsOnly(lease.id().toString());
    }

    @Test
    void theEnvelopeIsThatOfOsloAndThePayloadBlazars() {
        Lease lease = room.create(lease("13:00", "15:00", hosts(1, 1)));
        awaitTold("lease.create PENDING");

        JsonNode envelope = SERVICE.questions().getFirst().body();
        assertThat(envelope.propertyNames())
                .containsExactly("message_id", "publisher_id", "event_type", "priority", "payload", "timestamp");
        assertThat(envelope.path("publisher_id").asString()).isEqualTo("blazar.lease");
        assertThat(envelope.path("priority").asString()).isEqualTo("INFO");
        assertThat(envelope.path("timestamp").asString()).isEqualTo("2026-03-01 12:00:30.000000");
        JsonNode payload = envelope.path("payload");
        assertThat(payload.propertyNames()).containsExactly(
                "lease_id", "user_id", "project_id", "trust_id", "start_date", "end_date", "status", "name", "created_at",
                "updated_at", "degraded", "reservations", "events");
        assertThat(payload.path("start_date").asString()).isEqualTo("2026-03-01T13:00:00.000000");
        assertThat(payload.at("/reservations/0/id").asString()).isEqualTo(lease.reservations().getFirst().id().toString());
        assertThat(payload.path("events").size()).isEqualTo(3);
    }

    @Test
    void whatIsNotTakenIsToldAgainAndNothingOvertakesIt() {
        SERVICE.answer(503, "");
        Lease lease = room.create(lease("13:00", "15:00", hosts(1, 1)));
        awaitTold("lease.create PENDING");
        accepted(room.update(lease, until("16:00")));
        room.runDue();
        SERVICE.answer(204, "");
        assertThat(told()).as("it rests for a second").hasSize(1);

        Await.until("the attempt was counted", () -> attempts() == 1);
        room.clock.advance(Duration.ofSeconds(1));
        awaitTold("lease.create PENDING", "lease.create PENDING", "lease.update UPDATING");
        assertThat(SERVICE.questions().get(1).body()).as("the same message").isEqualTo(SERVICE.questions().getFirst().body());
    }

    private static int attempts() {
        return DB.database().read(handle -> handle.createQuery("SELECT max(attempts) FROM reservation.notification")
                .mapTo(Integer.class)
                .one());
    }

    @Test
    void aProcessThatDiedWhileTellingIsFollowedByAnother() {
        TestRoom deaf = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS.withNotified(URI.create("http://127.0.0.1:1/")));
        deaf.create(lease("13:00", "15:00", hosts(1, 1)));
        deaf.runDue();
        Await.until("the other replica's attempt failed", () -> attempts() == 1);
        room.clock.advance(Duration.ofSeconds(2));
        awaitTold("lease.create PENDING");
    }

    @Test
    void whereNobodyIsToBeToldNothingIsWritten() {
        TestRoom quiet = new TestRoom(DB.newReplica(), ReservationOptions.DEFAULTS);
        quiet.create(lease("13:00", "15:00", hosts(1, 1)));
        quiet.runDue();
        assertThat(waiting()).isZero();
    }

    @Test
    void aLeaseThatWasRefusedIsNotTold() {
        room.create(lease("13:00", "15:00", hosts(1, 1)));
        assertThat(room.room.leases().create(lease("13:00", "15:00", hosts(1, 1)), TestRoom.OWNER))
                .isInstanceOf(Decision.Refused.class);
        awaitTold("lease.create PENDING");
        assertThat(room.room.leases().all()).hasSize(1);
    }
}
