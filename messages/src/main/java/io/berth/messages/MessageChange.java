package io.berth.messages;

import io.berth.base.Change;
import java.util.UUID;

/** What can happen to messages. */
public sealed interface MessageChange extends Change {
    UUID id();

    @Override
    default String subject() {
        return "message/" + id();
    }

    /** Written once: the same id a second time changes nothing. Where it cannot be written, what it explains goes on without it. */
    record CreateMessage(Message message) implements MessageChange {
        @Override
        public UUID id() {
            return message.id();
        }
    }

    /** Asked for by a user, or past its time. */
    record DeleteMessage(UUID id) implements MessageChange {}
}
