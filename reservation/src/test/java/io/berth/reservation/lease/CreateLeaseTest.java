package io.berth.reservation.lease;

import static io.berth.reservation.Samples.NOW;
import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.change;
import static io.berth.reservation.Samples.hostId;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.lease;
import static io.berth.reservation.Samples.on;
import static io.berth.reservation.Samples.refusal;
import static io.berth.reservation.Samples.taken;
import static io.berth.reservation.Samples.unused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.CalendarChange.LeaseRebooked;
import io.berth.reservation.calendar.HostOffer;
import io.berth.reservation.calendar.HostOffers;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.lease.CreateLease.Asked;
import io.berth.reservation.lease.CreateLease.ClientEvent;
import io.berth.reservation.lease.LeaseChange.LeaseCreated;
import io.berth.reservation.lease.plan.Stock;
import io.berth.reservation.refusal.ReservationRefusal.BeforeEndOutOfLease;
import io.berth.reservation.refusal.ReservationRefusal.InvalidDates;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.refusal.ReservationRefusal.UnknownProperty;
import io.berth.reservation.refusal.ReservationRefusal.UnsupportedResourceType;
import io.berth.reservation.request.HostRequest;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateLeaseTest {
    private static final Owner OWNER = new Owner("project", "user", "req-1");

    private static CreateLease.Circumstances circumstances(ReservationOptions options) {
        return new CreateLease.Circumstances(OWNER, options, NOW, Ids.counting(1));
    }

    private static Decision<Lease> decide(CreateLease request, HostOffer... offers) {
        return request.decide(Stock.ofHosts(HostOffers.of(List.of(offers))), circumstances(ReservationOptions.DEFAULTS));
    }

    private static Lease created(CreateLease request, HostOffer... offers) {
        return accepted(decide(request, offers)).reply();
    }

    /** The time is 12:00:30. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            13:00 | 14:00 | ''
            now   | 12:01 | ''
            12:00 | 12:01 | ''
            12:01 | 12:02 | ''
            11:59 | 14:00 | Start date must be later than current date
            11:59 | 11:58 | Start date must be later than current date
            13:00 | 13:00 | End date must be later than start date.
            13:00 | 12:59 | End date must be later than start date.
            now   | now   | End date must be later than start date.
            now   | 12:00 | End date must be later than start date.
            13:00 | now   | End date must be later than start date.
            13:00 | 11:00 | End date must be later than start date.
            """)
    void datesMustLieAheadInOrder(String start, String end, String refusal) {
        Decision<Lease> decision = decide(lease(start, end));
        if (refusal.isEmpty()) {
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
        } else {
            assertThat(refusal(decision)).isEqualTo(new InvalidDates(refusal));
        }
    }

    @ParameterizedTest
    @CsvSource({"13:01, true", "13:59, true", "13:00, false", "14:00, false", "12:59, false", "14:01, false"})
    void beforeEndMustLieStrictlyInside(String beforeEnd, boolean isAccepted) {
        CreateLease request =
                new CreateLease("lease", on("13:00"), on("14:00"), at(beforeEnd), List.of(), List.of());
        Decision<Lease> decision = decide(request);
        if (isAccepted) {
            assertThat(accepted(decision).reply().beforeEndEvent().orElseThrow().time()).isEqualTo(request.beforeEnd());
        } else {
            assertThat(refusal(decision)).isEqualTo(new BeforeEndOutOfLease());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "13:00, 16:00, 60, 15:00",
        "13:00, 16:00, 30, 15:30",
        "13:00, 14:00, 60, 13:00",
        "13:00, 13:10, 60, 13:00",
        "now, 12:30, 60, 12:00",
    })
    void beforeEndComesSoLongBeforeTheEndAndNeverBeforeTheStart(String start, String end, int minutes, String expected) {
        ReservationOptions options = new ReservationOptions(Duration.ZERO, Duration.ofMinutes(minutes));
        Lease lease = accepted(lease(start, end).decide(Stock.NONE, circumstances(options))).reply();
        assertThat(lease.beforeEndEvent().orElseThrow().time()).isEqualTo(at(expected));
    }

    @Test
    void withoutATimeBeforeTheEndThereIsNoSuchEventUnlessItIsAskedFor() {
        ReservationOptions none = new ReservationOptions(Duration.ZERO, Duration.ZERO);
        assertThat(accepted(lease("13:00", "14:00").decide(Stock.NONE, circumstances(none))).reply().beforeEndEvent()).isEmpty();
        Instant asked = at("13:30");
        CreateLease asking = new CreateLease("lease", on("13:00"), on("14:00"), asked, List.of(), List.of());
        assertThat(accepted(asking.decide(Stock.NONE, circumstances(none))).reply().beforeEndEvent().orElseThrow().time()).isEqualTo(asked);
    }

    @Test
    void faultsOfReservationsAreToldAfterThoseOfDates() {
        Asked faulty = new Asked.Faulty(new UnsupportedResourceType("foo:bar"));
        Asked second = new Asked.Faulty(new InvalidInput("Missing parameter min"));
        CreateLease late = new CreateLease("l", on("11:00"), on("14:00"), null, List.of(faulty), List.of());
        CreateLease timely = new CreateLease("l", on("13:00"), on("14:00"), null, List.of(faulty, second), List.of());

        assertThat(refusal(decide(late))).isInstanceOf(InvalidDates.class);
        assertThat(refusal(decide(timely)).message()).isEqualTo("The foo:bar resource type is not supported");
    }

    @Test
    void aNewLeaseHasAllThatClientsSee() {
        CreateLease request = lease("13:00", "16:00", hosts(1, 2));
        Decision.Accepted<Lease> decision = accepted(decide(request, unused(1), unused(2), unused(3)));
        Lease lease = decision.reply();

        assertThat(lease).extracting(Lease::name, Lease::projectId, Lease::userId, Lease::requestId, Lease::status, Lease::degraded)
                .containsExactly("lease", "project", "user", "req-1", LeaseStatus.PENDING, false);
        assertThat(lease.startsAt()).isEqualTo(at("13:00"));
        assertThat(lease.endsAt()).isEqualTo(at("16:00"));
        assertThat(lease.createdAt()).isEqualTo(NOW);
        assertThat(lease.updatedAt()).isEqualTo(NOW);
        assertThat(lease.reservations()).singleElement().satisfies(reservation -> {
            assertThat(reservation.status()).isEqualTo(ReservationStatus.PENDING);
            assertThat(reservation.request()).isEqualTo(hosts(1, 2));
            assertThat(reservation.resourceId()).isNotEqualTo(reservation.id());
        });
        assertThat(lease.events()).extracting(LeaseEvent::type, LeaseEvent::time, LeaseEvent::status)
                .containsExactly(
                        tuple("start_lease", at("13:00"), "UNDONE"),
                        tuple("end_lease", at("16:00"), "UNDONE"),
                        tuple("before_end_lease", at("15:00"), "UNDONE"));
        assertThat(change(decision, LeaseCreated.class).lease()).isEqualTo(lease);
        assertThat(decision.changes()).contains(
                new ScheduleWork(LeaseTimers.START, lease.id().toString(), at("13:00")));
        assertThat(change(decision, ScheduleWork.class)).as("only the start is armed before it").isNotNull();
    }

    @Test
    void hostsAreBookedAtTheRevisionAtWhichTheyWereSeen() {
        Decision.Accepted<Lease> decision =
                accepted(decide(lease("13:00", "16:00", hosts(1, 2)), taken(1), unused(2), unused(3)));
        LeaseRebooked rebooked = change(decision, LeaseRebooked.class);

        assertThat(rebooked.claimed()).isEqualTo(new TreeMap<>(Map.of(hostId(2), 20L, hostId(3), 30L)));
        assertThat(rebooked.removed()).isEmpty();
        assertThat(rebooked.added()).extracting(Booking::hostId).containsExactly(hostId(2), hostId(3));
        assertThat(rebooked.added()).allSatisfy(booking -> {
            assertThat(booking.leaseId()).isEqualTo(decision.reply().id());
            assertThat(booking.reservationId()).isEqualTo(decision.reply().reservations().getFirst().id());
            assertThat(booking.period()).isEqualTo(
                    new Period(at("13:00"), at("16:00")));
        });
    }

    @Test
    void aLeaseThatStartsNowTakesItsHostsFromThisInstant() {
        LeaseRebooked rebooked =
                change(accepted(decide(lease("now", "13:00", hosts(1, 1)), unused(1))), LeaseRebooked.class);
        assertThat(rebooked.added().getFirst().period()).isEqualTo(new Period(NOW, at("13:00")));
    }

    @Test
    void cleaningIsBookedAfterTheLease() {
        ReservationOptions cleaning = ReservationOptions.DEFAULTS.withCleaningTime(Duration.ofMinutes(10));
        Decision.Accepted<Lease> decision =
                accepted(lease("13:00", "14:00", hosts(1, 1)).decide(Stock.ofHosts(HostOffers.of(List.of(unused(1)))), circumstances(cleaning)));
        assertThat(change(decision, LeaseRebooked.class).added()).extracting(Booking::kind, Booking::period).containsExactly(
                tuple(BookingKind.LEASE,
                        new Period(at("13:00"), at("14:00"))),
                tuple(BookingKind.CLEANING,
                        new Period(at("14:00"), at("14:10"))));
        assertThat(decision.explanation().steps().getLast().constraint())
                .isEqualTo("free from 2026-03-01T13:00:00Z to 2026-03-01T14:10:00Z");
    }

    @Test
    void theReservationsOfOneLeaseGetDifferentHosts() {
        CreateLease request = lease("13:00", "14:00", hosts(1, 1), hosts(1, 2), hosts(1, 1));
        Decision.Accepted<Lease> decision = accepted(decide(request, unused(1), unused(2), unused(3), unused(4)));
        List<Reservation> made = decision.reply().reservations();
        assertThat(change(decision, LeaseRebooked.class).added())
                .extracting(Booking::reservationId, Booking::hostId)
                .containsExactly(
                        tuple(made.get(0).id(), hostId(1)),
                        tuple(made.get(1).id(), hostId(2)),
                        tuple(made.get(1).id(), hostId(3)),
                        tuple(made.get(2).id(), hostId(4)));

        Decision<Lease> tooFew = decide(lease("13:00", "14:00", hosts(1, 1), hosts(1, 1)), unused(1));
        assertThat(refusal(tooFew)).isInstanceOf(NotEnoughHosts.class);
        assertThat(refusal(tooFew).message()).startsWith("Not enough hosts available")
                .contains("not in this lease already: 1 removed, 0 left");
    }

    @Test
    void aLeaseWithoutReservationsIsFine() {
        Decision.Accepted<Lease> decision = accepted(decide(lease("13:00", "14:00")));
        assertThat(decision.changes()).noneMatch(LeaseRebooked.class::isInstance);
        assertThat(decision.reply().reservations()).isEmpty();
    }

    @Test
    void anUnknownPropertyIsTheAskersFault() {
        Decision<Lease> decision = decide(lease("13:00", "14:00", hosts(1, 1, "[\"==\", \"$nope\", \"x\"]")), unused(1));
        assertThat(refusal(decision)).isEqualTo(new UnknownProperty("nope"));
    }

    @Test
    void bothExpressionsMustBeMet() {
        HostRequest request =
                new HostRequest(1, 9, "[\">\", \"$vcpus\", \"8\"]", "[\"<\", \"$memory_mb\", \"3072\"]", "default");
        LeaseRebooked rebooked = change(
                accepted(decide(lease("13:00", "14:00", request), unused(1), unused(2), unused(3))), LeaseRebooked.class);
        assertThat(rebooked.added()).extracting(Booking::hostId).containsExactly(hostId(2));
    }

    @Test
    void nullExpressionsRestrictNothing() {
        HostRequest request = new HostRequest(1, 1, null, null, "");
        assertThat(created(lease("13:00", "14:00", request), unused(1)).reservations().getFirst().request()).isEqualTo(request);
    }

    @Test
    void whatClientsSendAsEventsIsKeptAndNeverActedOn() {
        CreateLease request = new CreateLease("l", on("13:00"), on("14:00"), null, List.of(),
                List.of(new ClientEvent("start_lease", null, null), new ClientEvent("x", NOW, "UNDONE")));
        Decision.Accepted<Lease> decision = accepted(decide(request));
        Lease lease = decision.reply();
        assertThat(lease.events()).hasSize(5);
        assertThat(lease.events().subList(3, 5)).extracting(LeaseEvent::type, LeaseEvent::isAutomatic, LeaseEvent::status)
                .containsExactly(
                        tuple("start_lease", false, null),
                        tuple("x", false, "UNDONE"));
        assertThat(lease.startEvent().time()).isEqualTo(at("13:00"));
        assertThat(change(decision, ScheduleWork.class).kind()).isEqualTo(LeaseTimers.START);
    }
}
