package io.berth.messages;

import io.berth.base.Decision;
import io.berth.messages.MessageChange.DeleteMessage;
import io.berth.messages.MessageRefusal.NoSuchMessage;
import io.berth.messages.MessageRefusal.NotAllowed;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Deletes a message for its user. Whether it exists is told before whether the caller may (contract cinder-messages §3). */
public final class RemoveMessage {
    private RemoveMessage() {}

    /**
     * @param id as the caller wrote it
     * @param view the message, if the caller sees it
     */
    public static Decision<Message> decide(String id, Optional<Message> view, Predicate<Message> isAllowed) {
        if (view.isEmpty()) {
            return Decision.refuse(new NoSuchMessage(id));
        }
        Message message = view.get();
        return isAllowed.test(message)
                ? Decision.accept(List.of(new DeleteMessage(message.id())), message)
                : Decision.refuse(new NotAllowed(MessagesPolicy.DELETE));
    }
}
