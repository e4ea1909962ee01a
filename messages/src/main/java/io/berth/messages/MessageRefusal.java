package io.berth.messages;

import io.berth.base.Refusal;

/** Why something was not done with a message. */
public sealed interface MessageRefusal extends Refusal {
    /** Unknown, deleted, or of a project that the caller does not see: one answer, so that none can be told from another. */
    record NoSuchMessage(String id) implements MessageRefusal {
        @Override
        public String code() {
            return "messages.no_such_message";
        }

        @Override
        public String message() {
            return "Message " + id + " could not be found.";
        }
    }

    record NotAllowed(String rule) implements MessageRefusal {
        @Override
        public String code() {
            return "messages.not_allowed";
        }

        @Override
        public String message() {
            return "Policy doesn't allow " + rule + " to be performed.";
        }
    }
}
