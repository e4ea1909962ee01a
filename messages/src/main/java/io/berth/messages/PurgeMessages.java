package io.berth.messages;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.messages.MessageChange.DeleteMessage;
import io.berth.store.DueHandler;
import io.berth.store.DueItem;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Removes messages whose time is past, at each start and then daily ({@code message_reap_interval}, contract
 * cinder-messages §6). Until then they can still be read.
 */
public final class PurgeMessages implements DueHandler {
    public static final String KIND = "message.purge";

    private static final String KEY = "all";
    private static final Duration INTERVAL = Duration.ofDays(1);

    /** How many are removed in one transaction; where there are more, the next one follows at once. */
    private static final int BATCH = 500;

    private final Clock clock;

    public PurgeMessages(Clock clock) {
        this.clock = clock;
    }

    /** Arms the first purge; to be written at each start. */
    public static ScheduleWork firstAt(Instant now) {
        return new ScheduleWork(KIND, KEY, now);
    }

    @Override
    public List<? extends Change> run(Handle tx, DueItem item) {
        Instant now = clock.now();
        return decide(MessagesStore.expiredBefore(tx, now, BATCH), now);
    }

    static List<Change> decide(List<UUID> expired, Instant now) {
        List<Change> changes = new ArrayList<>();
        expired.forEach(id -> changes.add(new DeleteMessage(id)));
        changes.add(new ScheduleWork(KIND, KEY, expired.size() < BATCH ? now.plus(INTERVAL) : now));
        return changes;
    }
}
