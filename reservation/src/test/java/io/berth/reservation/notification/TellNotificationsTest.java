package io.berth.reservation.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Change;
import io.berth.reservation.Samples;
import io.berth.reservation.notification.NotificationChange.NotificationsTold;
import io.berth.reservation.notification.TellNotifications.Attempt;
import io.berth.reservation.notification.TellNotifications.Trouble;
import io.berth.store.ErrandChange.ErrandBegun;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What follows of an attempt to tell three notifications of a lane. */
class TellNotificationsTest {
    private static final Instant NOW = Samples.NOW;
    private static final ErrandBegun BEGUN = new ErrandBegun(TellNotifications.KIND, "7", NOW.plusSeconds(60));

    private static Notification queued(long ordinal, Instant at, int attempts) {
        return new Notification(ordinal, 7, "{}", at, attempts);
    }

    private static List<Change> after(int attempts, Instant since, List<Long> told, Trouble trouble) {
        List<Notification> batch = List.of(queued(1, since, attempts), queued(2, NOW, 0), queued(3, NOW, 0));
        return decided(new Attempt(BEGUN, batch, told, Optional.of(trouble)), true);
    }

    private static List<Change> decided(Attempt attempt, boolean isOurs) {
        return Samples.accepted(attempt.decide(isOurs, NOW)).changes();
    }

    @Test
    void whatWasTakenIsOverAndTheLaneIsLookedAtOnceMore() {
        List<Notification> batch = List.of(queued(1, NOW, 0), queued(2, NOW, 0));
        assertThat(decided(new Attempt(BEGUN, batch, List.of(1L, 2L), Optional.empty()), true)).containsExactly(
                new NotificationsTold(7, List.of(1L, 2L), List.of()),
                BEGUN.endedUntil(NOW),
                new ScheduleWork(TellNotifications.KIND, "7", NOW));
    }

    @Test
    void theFirstThatIsNotTakenIsToldAgainAfterAPauseThatGrows() {
        assertThat(after(3, NOW, List.of(), Trouble.NOT_TAKEN)).containsExactly(
                new NotificationsTold(7, List.of(), List.of(1L)),
                BEGUN.endedUntil(NOW.plusSeconds(8)),
                new ScheduleWork(TellNotifications.KIND, "7", NOW.plusSeconds(8)));
        assertThat(after(50, NOW, List.of(), Trouble.NOT_TAKEN)).contains(BEGUN.endedUntil(NOW.plusSeconds(60)));
        assertThat(after(0, NOW, List.of(1L), Trouble.NOT_TAKEN))
                .contains(new NotificationsTold(7, List.of(1L), List.of(2L)));
    }

    @Test
    void whatTheReceiverRefusesIsGivenUpInTheEndSoThatOthersAreTold() {
        assertThat(after(6, NOW, List.of(), Trouble.REFUSED)).contains(new NotificationsTold(7, List.of(), List.of(1L)));
        assertThat(after(7, NOW, List.of(), Trouble.REFUSED)).containsExactly(
                new NotificationsTold(7, List.of(1L), List.of()),
                BEGUN.endedUntil(NOW),
                new ScheduleWork(TellNotifications.KIND, "7", NOW));
    }

    @Test
    void whatNobodyTookForDaysIsGivenUp() {
        Instant early = NOW.minus(TellNotifications.KEPT).minus(Duration.ofSeconds(1));
        assertThat(after(4_000, early, List.of(), Trouble.NOT_TAKEN)).contains(new NotificationsTold(7, List.of(1L), List.of()));
        assertThat(after(4_000, NOW.minus(TellNotifications.KEPT), List.of(), Trouble.NOT_TAKEN))
                .contains(new NotificationsTold(7, List.of(), List.of(1L)));
    }

    @Test
    void whoTookTooLongOnlySaysWhatWasTaken() {
        List<Notification> batch = List.of(queued(1, NOW, 0), queued(2, NOW, 0));
        assertThat(decided(new Attempt(BEGUN, batch, List.of(1L), Optional.of(Trouble.NOT_TAKEN)), false))
                .containsExactly(new NotificationsTold(7, List.of(1L), List.of(2L)));
    }
}
