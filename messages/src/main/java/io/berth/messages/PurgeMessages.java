package io.berth.messages;

import io.berth.base.Clock;
import io.berth.messages.MessageChange.DeleteMessage;
import io.berth.store.Purge;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Removes messages whose time is past, at each start and then daily ({@code message_reap_interval}, contract
 * cinder-messages §6). Until then they can still be read.
 */
public final class PurgeMessages {
    static final Duration INTERVAL = Duration.ofDays(1);

    /** How many are removed in one transaction. */
    private static final int BATCH = 500;

    private PurgeMessages() {}

    public static Purge purge(Clock clock) {
        return new Purge("message.purge", INTERVAL, clock, (tx, now) -> {
            List<UUID> expired = MessagesStore.expiredBefore(tx, now, BATCH);
            return new Purge.Purged(expired.stream().map(DeleteMessage::new).toList(), expired.size() == BATCH);
        });
    }
}
