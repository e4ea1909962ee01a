package io.berth.reservation.notification;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.http.JsonPost;
import io.berth.reservation.notification.NotificationChange.NotificationsTold;
import io.berth.store.ErrandChange.ErrandBegun;
import io.berth.store.Errands;
import io.berth.store.Store;
import io.berth.store.WorkChange.ScheduleWork;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.util.RawValue;

/** Posts the notifications of a lane, one after the other, each until the receiver takes it: an errand whose key is the lane. */
final class TellNotifications implements Errands.Errand {
    static final String KIND = "notification.tell";

    /** How often what the receiver refuses is told again. */
    static final int REFUSALS_MAX = 8;

    /** For how long what nobody takes is told again. */
    static final Duration KEPT = Duration.ofDays(3);

    static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Of one errand; the last may be begun a time-out before its end. */
    static final Duration BUSY = Duration.ofSeconds(60);

    private static final int BATCH_MAX = 100;
    private static final Logger LOG = LoggerFactory.getLogger(TellNotifications.class);

    private final Store store;
    private final Clock clock;
    private final URI receiver;
    private final JsonPost client = new JsonPost(TIMEOUT);

    TellNotifications(Store store, Clock clock, URI receiver) {
        this.store = store;
        this.clock = clock;
        this.receiver = receiver;
    }

    @Override
    public boolean isWanted(Handle tx, String key) {
        return !NotificationStore.queued(tx, Integer.parseInt(key), 1).isEmpty();
    }

    @Override
    public void run(ErrandBegun begun) {
        long started = System.nanoTime();
        int lane = Integer.parseInt(begun.key());
        List<Notification> batch = store.database().read(handle -> NotificationStore.queued(handle, lane, BATCH_MAX));
        List<Long> told = new ArrayList<>();
        Optional<Trouble> trouble = Optional.empty();
        for (Notification each : batch) {
            if (System.nanoTime() - started > BUSY.minus(TIMEOUT.multipliedBy(2)).toNanos()) {
                break;
            }
            trouble = post(each);
            if (trouble.isPresent()) {
                break;
            }
            told.add(each.ordinal());
        }
        Attempt attempt = new Attempt(begun, batch, told, trouble);
        store.decide(tx -> Errands.isOurs(tx, begun), isOurs -> attempt.decide(isOurs, clock.now()));
    }

    private Optional<Trouble> post(Notification notification) {
        Optional<JsonPost.Answer> answer = client.send(receiver, Map.of(), new RawValue(notification.body()));
        if (answer.filter(JsonPost.Answer::isSuccess).isPresent()) {
            return Optional.empty();
        }
        answer.ifPresent(it -> LOG.warn("{} answered {} to a notification", receiver, it.status()));
        return Optional.of(answer.filter(JsonPost.Answer::isRefusal).isPresent() ? Trouble.REFUSED : Trouble.NOT_TAKEN);
    }

    /** Why a notification was not told. */
    enum Trouble {
        /** The receiver will not have it: others behind it are not to wait for ever. */
        REFUSED,
        NOT_TAKEN
    }

    /**
     * What came of an errand.
     *
     * @param told ordinals of those that were taken, the first of the batch
     * @param trouble with the one after them
     */
    record Attempt(ErrandBegun begun, List<Notification> batch, List<Long> told, Optional<Trouble> trouble) {
        Decision<Integer> decide(boolean isOurs, Instant now) {
            List<Long> over = new ArrayList<>(told);
            List<Long> failed = new ArrayList<>();
            Instant next = now;
            if (trouble.isPresent()) {
                Notification head = batch.get(told.size());
                int attempts = head.attempts() + 1;
                List<Notification> givenUp = givenUp(trouble.get(), now);
                givenUp.forEach(each -> over.add(each.ordinal()));
                givenUp.forEach(each -> LOG.warn("given up after {} attempts: {}", attempts, each.body()));
                if (!givenUp.contains(head)) {
                    failed.add(head.ordinal());
                    next = now.plus(Errands.backoff(attempts));
                }
            }
            List<Change> changes = new ArrayList<>();
            changes.add(new NotificationsTold(Integer.parseInt(begun.key()), over, failed));
            if (isOurs) {
                changes.add(begun.endedUntil(next));
                changes.add(new ScheduleWork(KIND, begun.key(), next));
            }
            return Decision.accept(changes, told.size());
        }

        private List<Notification> givenUp(Trouble why, Instant now) {
            List<Notification> untold = batch.subList(told.size(), batch.size());
            return untold.stream()
                    .filter(each -> each.createdAt().plus(KEPT).isBefore(now)
                            || why == Trouble.REFUSED && each == untold.getFirst() && each.attempts() + 1 >= REFUSALS_MAX)
                    .toList();
        }
    }
}
