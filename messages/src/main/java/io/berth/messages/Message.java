package io.berth.messages;

import io.berth.messages.catalogue.Catalogue;
import io.berth.messages.catalogue.Level;
import io.berth.messages.catalogue.Parameter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Why an asynchronous operation went wrong, in words that its project's users may read (contract cinder-messages §2).
 *
 * @param requestId of the request that led to it, {@code req-<uuid>}
 * @param resourceType a {@link io.berth.messages.catalogue.ResourceType}'s name; rows of old may hold others
 * @param actionId absent in rows of old, whose words hang on the event id alone
 * @param expiresAt until when it is kept for sure; without, for ever
 */
public record Message(
        UUID id,
        String projectId,
        Optional<String> requestId,
        Optional<String> resourceType,
        Optional<String> resourceUuid,
        Optional<String> actionId,
        Optional<String> detailId,
        String eventId,
        Level level,
        Map<Parameter, String> parameters,
        Instant createdAt,
        Optional<Instant> expiresAt) {

    public Message {
        parameters = Map.copyOf(parameters);
    }

    /** What the user reads. */
    public String text() {
        return actionId.map(action -> Catalogue.text(action, detailId.orElse(""), parameters))
                .orElseGet(() -> Catalogue.legacyText(eventId));
    }
}
