package io.berth.store;

import io.berth.base.Change;
import java.time.Instant;

/** Arms or disarms due work, in the transaction of whatever makes it due. */
public sealed interface WorkChange extends Change {
    String kind();

    String key();

    @Override
    default String subject() {
        return "work/" + kind() + "/" + key();
    }

    /** There is at most one piece of work of a kind for a key: scheduling it again moves it. */
    record ScheduleWork(String kind, String key, Instant dueAt) implements WorkChange {}

    /**
     * As {@link ScheduleWork}, but written after all else that is written with it, in the order of kinds and keys: for work that many
     * ask for who do not know of each other, so that they wait for each other and do not deadlock.
     */
    record ScheduleWorkLast(String kind, String key, Instant dueAt) implements WorkChange {}

    record CancelWork(String kind, String key) implements WorkChange {}
}
