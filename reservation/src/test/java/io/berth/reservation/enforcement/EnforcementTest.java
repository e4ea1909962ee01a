package io.berth.reservation.enforcement;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.http.Json;
import io.berth.reservation.Samples;
import io.berth.reservation.TestRoom;
import io.berth.reservation.enforcement.AskedService.Question;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.FlavorDirectory;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What the site forbids: leases that are too long, and what its service says no to. */
class EnforcementTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private final AskedService service = AskedService.start();
    private final TestRoom room = room(service.url());

    private static TestRoom room(URI service) {
        return new TestRoom(
                DB.newReplica(),
                ReservationOptions.DEFAULTS.withNetworks(Samples.NETWORKS),
                FlavorDirectory.NONE,
                Enforcement.none()
                        .with(new MaxLeaseDuration(Duration.ofHours(3), Set.of("free")))
                        .with(service, Optional.of("secret"), () -> "http://keystone/v3"));
    }

    @BeforeEach
    void forget() {
        TestRoom.clear(room.store);
        room.enrol("node-1", "gpu", "yes");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static CreateLease oneHost(String from, String to) {
        return Samples.lease(from, to, Samples.hosts(1, 1));
    }

    private static UpdateLease endingAt(String time) {
        return new UpdateLease(null, null, new Moment.At(at(time)), null, List.of(), false);
    }

    private Question asked(int which) {
        Await.until("question " + which, () -> service.questions().size() > which);
        return service.questions().get(which);
    }

    @Test
    void theServiceIsAskedBelowItsUrlThoughThatHasNoSlashAtItsEnd() {
        String url = service.url().toString();
        new ExternalCheck(URI.create(url.substring(0, url.length() - 1)), Optional.empty()).ask("check-create", Json.object());

        assertThat(asked(0).path()).isEqualTo("/leases/check-create");
    }

    @Test
    void theServiceIsToldWhoWantsWhichHostsAndWhen() {
        room.create(oneHost("14:00", "16:00"));

        Question question = asked(0);
        assertThat(question.path()).isEqualTo("/leases/check-create");
        assertThat(question.token()).isEqualTo("secret");
        JsonNode context = question.body().path("context");
        assertThat(context.path("project_id").asString()).isEqualTo(TestRoom.OWNER.projectId());
        assertThat(context.path("user_id").asString()).isEqualTo(TestRoom.OWNER.userId());
        assertThat(context.path("auth_url").asString()).isEqualTo("http://keystone/v3");
        JsonNode lease = question.body().path("lease");
        assertThat(lease.path("status").asString()).isEqualTo("CREATING");
        assertThat(lease.path("start_date").asString()).endsWith("T14:00:00");
        assertThat(lease.has("id")).as("a lease that is not there yet has an id").isFalse();
        JsonNode reservation = lease.path("reservations").path(0);
        assertThat(reservation.path("resource_type").asString()).isEqualTo("physical:host");
        assertThat(reservation.has("id")).isFalse();
        assertThat(reservation.path("allocations").path(0).path("gpu").asString()).isEqualTo("yes");
    }

    @Test
    void theServiceIsToldWhichAddressesToo() {
        room.register("172.24.4.101");
        Lease lease = room.create(Samples.lease("14:00", "16:00", Samples.hosts(1, 1), Samples.addresses(1)));
        JsonNode asked = asked(0).body().at("/lease/reservations");
        assertThat(asked.at("/0/allocations")).hasSize(1);
        assertThat(asked.at("/1/resource_type").asString()).isEqualTo("virtual:floatingip");
        assertThat(asked.at("/1/allocations")).hasSize(1);
        assertThat(asked.at("/1/allocations/0/floating_ip_address").asString()).isEqualTo("172.24.4.101");

        accepted(room.update(lease, endingAt("16:30")));
        assertThat(asked(1).body().at("/current_lease/reservations/1/allocations/0/floating_ip_address").asString())
                .isEqualTo("172.24.4.101");
        room.at("14:00");
        room.at("16:30");
        assertThat(asked(2).path()).isEqualTo("/leases/on-end");
        assertThat(asked(2).body().at("/lease/reservations/1/allocations")).as("what it had until its end").hasSize(1);

        room.clock.moveTo(Samples.NOW);
        Lease early = room.create(Samples.lease("17:00", "18:00", Samples.addresses(1)));
        accepted(room.room.leases().delete(early.id()));
        assertThat(asked(4).path()).isEqualTo("/leases/on-end");
        assertThat(asked(4).body().at("/lease/reservations/0/allocations")).as("what it would have had").hasSize(1);
    }

    @Test
    void itsNoIsTheAnswer() {
        service.answer(403, "You shall not pass!");
        assertThat(refusal(room.room.leases().create(oneHost("14:00", "16:00"), TestRoom.OWNER)).message())
                .isEqualTo("You shall not pass!");
        for (int status : new int[] {403, 200, 500, 404}) {
            service.answer(status, "");
            assertThat(refusal(room.room.leases().create(oneHost("14:00", "16:00"), TestRoom.OWNER)).message())
                    .as("answered with " + status)
                    .isEqualTo("External service enforcement filter denied the request.");
        }
        assertThat(room.bookings()).isEmpty();
    }

    @Test
    void whoDoesNotAnswerSaysNo() {
        service.close();
        assertThat(refusal(room.room.leases().create(oneHost("14:00", "16:00"), TestRoom.OWNER)).code())
                .isEqualTo("reservation.denied_by_external_service");
    }

    @Test
    void updatesAreAskedForWithTheLeaseAsItIsAndAsItShallBe() {
        Lease lease = room.create(oneHost("14:00", "16:00"));
        service.answer(403, "no longer");
        assertThat(refusal(room.update(lease, endingAt("16:30"))).message()).isEqualTo("no longer");
        assertThat(room.read(lease).endsAt()).isEqualTo(at("16:00"));

        JsonNode body = asked(1).body();
        assertThat(body.path("current_lease").path("id").asString()).isEqualTo(lease.id().toString());
        assertThat(body.path("current_lease").path("status").asString()).isEqualTo("UPDATING");
        assertThat(body.path("current_lease").path("events").path(0).path("time").asString()).matches(".*T\\d\\d:\\d\\d:\\d\\d");
        assertThat(body.path("lease").path("end_date").asString()).endsWith("T16:30:00");
        assertThat(body.path("lease").path("reservations").path(0).path("allocations").size()).isEqualTo(1);
    }

    @Test
    void aNameIsNobodysBusiness() {
        Lease lease = room.create(oneHost("14:00", "16:00"));
        service.answer(403, "");
        accepted(room.update(lease, new UpdateLease("other", null, null, null, List.of(), true)));
    }

    @Test
    void theEndIsToldOnceWhetherItComesOrTheLeaseIsDeleted() {
        Lease deleted = room.create(oneHost("14:00", "16:00"));
        accepted(room.room.leases().delete(deleted.id()));
        JsonNode first = asked(1).body().path("lease");
        assertThat(asked(1).path()).isEqualTo("/leases/on-end");
        assertThat(first.path("status").asString()).isEqualTo("DELETING");
        assertThat(first.path("reservations").path(0).path("allocations").size()).isEqualTo(1);

        Lease lease = room.create(oneHost("14:00", "16:00"));
        room.at("14:00");
        room.at("16:00");
        assertThat(asked(3).body().path("lease").path("id").asString()).isEqualTo(lease.id().toString());
        accepted(room.room.leases().delete(lease.id()));
        room.clock.moveTo(Samples.NOW);
        room.create(oneHost("18:00", "19:00"));
        assertThat(asked(4).path()).as("the deletion of a lease that has ended was told again").isEqualTo("/leases/check-create");
    }

    @Test
    void leasesLastNoLongerThanTheSiteAllows() {
        assertThat(refusal(room.room.leases().create(oneHost("14:00", "17:01"), TestRoom.OWNER)).message())
                .isEqualTo("Lease duration of 10860 seconds must be less than or equal to the maximum lease duration of 10800 seconds.");
        Lease lease = room.create(oneHost("14:00", "17:00"));
        assertThat(refusal(room.update(lease, endingAt("17:01"))).code()).isEqualTo("reservation.lease_too_long");
    }

    @Test
    void exceptThoseOfExemptProjects() {
        MaxLeaseDuration max = new MaxLeaseDuration(Duration.ofHours(3), Set.of("free"));
        Instant start = at("14:00");
        assertThat(max.fault("free", start, start.plus(Duration.ofDays(30)), true)).isEmpty();
        assertThat(max.fault("other", start, start.plus(Duration.ofDays(30)), true)).isPresent();
    }
}
