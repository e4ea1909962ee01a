package io.berth.reservation.lease;

import static io.berth.reservation.Samples.NOW;
import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.change;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.on;
import static io.berth.reservation.Samples.refusal;
import static io.berth.reservation.lease.Leases.IDS;
import static io.berth.reservation.lease.Leases.editing;
import static io.berth.reservation.lease.Leases.moving;
import static io.berth.reservation.lease.Leases.numbers;
import static io.berth.reservation.lease.Leases.pending;
import static io.berth.reservation.lease.Leases.renaming;
import static io.berth.reservation.lease.Leases.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.reservation.lease.LeaseChange.LeaseChanged;
import io.berth.reservation.lease.UpdateLease.Updated;
import io.berth.reservation.lease.UpdateLease.View;
import io.berth.reservation.lease.plan.Stock;
import io.berth.reservation.refusal.ReservationRefusal.InvalidDates;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import io.berth.reservation.refusal.ReservationRefusal.NotEditable;
import io.berth.reservation.refusal.ReservationRefusal.ResourceTypeIsFixed;
import io.berth.reservation.request.HostEdit;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.RequestEdit;
import io.berth.reservation.request.ReservationEdit;
import io.berth.store.WorkChange.CancelWork;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an update does to the lease itself; what it does to its hosts is in {@link HostPlanTest}. The time is 12:00:30. */
class UpdateLeaseTest {

    private static Decision<Updated> decide(UpdateLease update, Lease lease) {
        return update.decide(new View(lease, List.of(), Stock.NONE), ReservationOptions.DEFAULTS, NOW, IDS);
    }

    private static Lease updated(UpdateLease update, Lease lease) {
        return accepted(decide(update, lease)).reply().lease();
    }

    private static Lease beforeEndDone(Lease lease) {
        return EndLease.beforeEndDone(lease, at("11:30"));
    }

    @Test
    void anEmptyUpdateChangesNothing() {
        Lease lease = pending("13:00", "14:00");
        Decision.Accepted<Updated> decision = accepted(decide(renaming(null), lease));
        assertThat(decision.changes()).isEmpty();
        assertThat(decision.reply().lease()).isEqualTo(lease);
    }

    @Test
    void renamingTouchesNothingElseWhateverTheLeaseIs() {
        Lease pending = pending("13:00", "14:00");
        Lease active = started(pending("11:00", "14:00"));
        for (Lease lease : List.of(pending, active, Leases.ended(active), Leases.ended(started(pending("10:00", "11:00"))))) {
            Decision.Accepted<Updated> decision = accepted(decide(renaming("other"), lease));
            Lease renamed = decision.reply().lease();
            assertThat(renamed).isEqualTo(lease.renamed("other").touched(NOW));
            assertThat(decision.changes()).containsExactly(new LeaseChanged(renamed));
        }
    }

    @Test
    void aNameMayComeWithOtherThings() {
        UpdateLease update = new UpdateLease("other", null, on("15:00"), null, List.of(), false);
        Lease lease = updated(update, pending("13:00", "14:00"));
        assertThat(lease.name()).isEqualTo("other");
        assertThat(lease.endsAt()).isEqualTo(at("15:00"));
        Lease ended = Leases.ended(started(pending("10:00", "11:00")));
        assertThat(refusal(decide(update, ended))).isEqualTo(new InvalidDates("Terminated leases can only be renamed"));
    }

    /** before_end is an hour before the end, if nothing else was said. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # prolonged, shortened: the distance stays
            13:00 | 16:00 | -     | 18:00 | -     | 17:00
            13:00 | 16:00 | -     | 15:00 | -     | 14:00
            # but not before the start
            13:00 | 16:00 | -     | 13:30 | -     | 13:00
            13:00 | 16:00 | 15:30 | -     | -     | 15:30
            13:00 | 16:00 | 18:00 | 18:30 | -     | 18:00
            # a later or earlier start alone leaves it where it is
            13:00 | 16:00 | 14:00 | -     | -     | 15:00
            13:00 | 16:00 | 12:30 | -     | -     | 15:00
            # given
            13:00 | 16:00 | -     | -     | 13:10 | 13:10
            13:00 | 16:00 | -     | 20:00 | 13:10 | 13:10
            """)
    void beforeEndKeepsItsDistanceFromTheEnd(
            String start, String end, String newStart, String newEnd, String beforeEnd, String expected) {
        UpdateLease update = moving(
                newStart.equals("-") ? null : newStart, newEnd.equals("-") ? null : newEnd, beforeEnd.equals("-") ? null : beforeEnd);
        Lease lease = updated(update, pending(start, end));
        assertThat(lease.beforeEndEvent().orElseThrow().time()).isEqualTo(at(expected));
        assertThat(lease.startEvent().time()).isEqualTo(lease.startsAt());
        assertThat(lease.endEvent().time()).isEqualTo(lease.endsAt());
    }

    @Test
    void beforeEndThatWasDoneIsArmedAgainWhenItMoves() {
        Lease done = beforeEndDone(started(pending("11:00", "12:30")));
        Decision.Accepted<Updated> decision = accepted(decide(moving(null, "14:00", null), done));
        LeaseEvent event = decision.reply().lease().beforeEndEvent().orElseThrow();

        assertThat(event.time()).isEqualTo(at("13:00"));
        assertThat(event.isUndone()).isTrue();
        assertThat(scheduled(decision)).containsExactly(work(LeaseTimers.BEFORE_END, done, at("13:00")));
        assertThat(decision.changes()).as("what it was armed for").contains(new CancelWork(LeaseTimers.END, done.id().toString()));
    }

    /** It runs from 11:00 to 16:00; before_end is at 15:00. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # new end | new before_end | is done | armed for       | at
            18:00     | -              | false   | lease.before_end | 17:00
            18:00     | -              | true    | lease.before_end | 17:00
            13:00     | -              | false   | lease.before_end | 12:00
            -         | 12:30          | false   | lease.before_end | 12:30
            -         | 15:30          | true    | lease.before_end | 15:30
            16:00     | -              | true    | lease.end        | 16:00
            16:00     | -              | false   | lease.before_end | 15:00
            """)
    void aRunningLeaseIsArmedForWhatComesNextAndForNothingElse(
            String end, String beforeEnd, boolean isDone, String kind, String due) {
        Lease active = started(pending("11:00", "16:00"));
        Lease lease = isDone ? beforeEndDone(active) : active;
        Decision.Accepted<Updated> decision =
                accepted(decide(moving(null, end.equals("-") ? null : end, beforeEnd.equals("-") ? null : beforeEnd), lease));
        assertThat(scheduled(decision)).containsExactly(work(kind, lease, at(due)));
        assertThat(decision.changes()).filteredOn(CancelWork.class::isInstance)
                .extracting(it -> ((CancelWork) it).kind())
                .contains(kind.equals(LeaseTimers.END) ? LeaseTimers.BEFORE_END : LeaseTimers.END);
    }

    @Test
    void beforeEndThatWasDoneStaysDoneWhenNothingMovesIt() {
        Lease done = beforeEndDone(started(pending("11:00", "12:30", hosts(1, 1))));
        Lease lease = updated(editing(new ReservationEdit(
                done.reservations().getFirst().id().toString(), null, new HostEdit(null, null, null, null, "snapshot"))), done);
        assertThat(lease.beforeEndEvent().orElseThrow().isUndone()).isFalse();
        assertThat(lease.reservations().getFirst().request()).isEqualTo(new HostRequest(1, 1, "", "", "snapshot"));
    }

    @Test
    void aLeaseWithoutSuchAnEventGetsNone() {
        Lease without = pending("13:00", "16:00");
        Lease lease = new Lease(without.id(), "x", "p", "u", "r", without.startsAt(), without.endsAt(), without.status(), false,
                List.of(), without.events().subList(0, 2), 0, NOW, NOW);
        assertThat(updated(moving(null, "17:00", "14:00"), lease).events()).hasSize(2);
    }

    @Test
    void timersFollowTheDates() {
        Lease lease = pending("13:00", "16:00");
        Decision.Accepted<Updated> decision = accepted(decide(moving("14:00", "17:00", null), lease));
        String key = lease.id().toString();
        assertThat(decision.changes()).contains(
                new CancelWork(LeaseTimers.START, key), new CancelWork(LeaseTimers.BEFORE_END, key), new CancelWork(LeaseTimers.END, key));
        assertThat(scheduled(decision)).containsExactly(work(LeaseTimers.START, lease, at("14:00")));
        assertThat(change(decision, LeaseChanged.class).lease()).isEqualTo(decision.reply().lease());
    }

    @Test
    void whatMovedSaysSo() {
        Lease before = pending("13:00", "16:00");
        Lease prolonged = updated(moving(null, "17:00", null), before);
        assertThat(prolonged.updatedAt()).isEqualTo(NOW);
        assertThat(prolonged.startEvent().updatedAt()).isNull();
        assertThat(prolonged.endEvent().updatedAt()).isEqualTo(NOW);
        assertThat(prolonged.beforeEndEvent().orElseThrow().updatedAt()).isEqualTo(NOW);
        assertThat(updated(moving("14:00", null, null), before).startEvent().updatedAt()).isEqualTo(NOW);
    }

    @Test
    void theStatusIsNotTouched() {
        assertThat(updated(moving(null, "17:00", null), pending("13:00", "16:00")).status()).isEqualTo(LeaseStatus.PENDING);
        assertThat(updated(moving(null, "17:00", null), started(pending("11:00", "16:00"))).status()).isEqualTo(LeaseStatus.ACTIVE);
        Lease failed = Leases.failed(pending("11:00", "16:00", hosts(1, 1)));
        assertThat(updated(moving(null, "15:00", null), failed).status()).isEqualTo(LeaseStatus.ERROR);
    }

    @Test
    void endingNowIsToldToTheCaller() {
        Updated now = accepted(decide(moving(null, "now", null), started(pending("12:00", "14:00")))).reply();
        assertThat(now.endsNow()).isTrue();
        assertThat(now.lease().endsAt()).isEqualTo(at("12:00"));
        assertThat(accepted(decide(moving(null, "12:01", null), started(pending("12:00", "14:00")))).reply().endsNow()).isFalse();
    }

    @Test
    void whatIsReservedStaysWhereTheLeaseEndsNow() {
        Lease lease = started(pending("12:00", "14:00", hosts(1, 1)));
        Reservation reservation = lease.reservations().getFirst();

        assertThat(refusal(decide(ending(numbers(reservation, 99, 99)), lease)))
                .isEqualTo(new NotEditable("A lease that is to end now cannot change what it reserves."));
        assertThat(accepted(decide(ending(numbers(reservation, 1, 1)), lease)).reply().endsNow())
                .as("what it has already").isTrue();
    }

    private static UpdateLease ending(ReservationEdit edit) {
        return new UpdateLease(null, null, on("now"), null, List.of(edit), false);
    }

    @Test
    void faultsOfEditsAreTold() {
        Lease lease = pending("13:00", "14:00", hosts(2, 3), hosts(1, 1));
        Reservation first = lease.reservations().getFirst();
        String id = first.id().toString();

        assertThat(refusal(decide(editing(edit("x", null), numbers(first, 1, 1), edit("y", null)), lease)).message())
                .isEqualTo("Please enter valid reservation IDs. Invalid reservation IDs are: x,y");
        assertThat(refusal(decide(editing(numbers(first, 1, 1), numbers(first, 2, 2)), lease)))
                .isInstanceOf(InvalidInput.class);
        assertThat(refusal(decide(editing(edit(id, "virtual:instance")), lease))).isEqualTo(new ResourceTypeIsFixed());
        assertThat(decide(editing(edit(id, "physical:host")), lease)).isInstanceOf(Decision.Accepted.class);
        assertThat(refusal(decide(editing(numbers(first, 0, 1)), lease)).message())
                .isEqualTo("Malformed parameter min and max (must be greater than or equal to 1)");
        assertThat(refusal(decide(editing(numbers(first, null, -1)), lease)).message())
                .isEqualTo("Malformed parameter min and max (must be greater than or equal to 1)");
        assertThat(refusal(decide(editing(numbers(first, null, 1)), lease)).message())
                .as("against the minimum that it has").isEqualTo("Invalid values for min/max of hosts. Max must be equal to or larger than min.");
    }

    private static ReservationEdit edit(String id, @Nullable String type) {
        return new ReservationEdit(id, type, new RequestEdit.Nothing());
    }

    @Test
    void datesAreJudgedBeforeReservations() {
        UpdateLease update = new UpdateLease(null, on("11:00"), null, null, List.of(edit("x", null)), false);
        assertThat(refusal(decide(update, pending("13:00", "14:00")))).isInstanceOf(InvalidDates.class);
    }

    private static List<ScheduleWork> scheduled(Decision.Accepted<?> decision) {
        return decision.changes().stream()
                .filter(ScheduleWork.class::isInstance)
                .map(ScheduleWork.class::cast)
                .toList();
    }

    private static ScheduleWork work(String kind, Lease lease, Instant due) {
        return new ScheduleWork(kind, lease.id().toString(), due);
    }
}
