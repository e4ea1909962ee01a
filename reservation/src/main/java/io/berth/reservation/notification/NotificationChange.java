package io.berth.reservation.notification;

import io.berth.base.Change;
import java.util.List;

/** What can become of notifications. */
sealed interface NotificationChange extends Change {
    @Override
    default String subject() {
        return "notification/" + lane();
    }

    int lane();

    record NotificationQueued(Notification notification) implements NotificationChange {
        @Override
        public int lane() {
            return notification.lane();
        }
    }

    /**
     * The end of an attempt.
     *
     * @param over ordinals of those that were told, or are given up
     * @param failed ordinals of those that are to be told again
     */
    record NotificationsTold(int lane, List<Long> over, List<Long> failed) implements NotificationChange {
        public NotificationsTold {
            over = List.copyOf(over);
            failed = List.copyOf(failed);
        }
    }
}
