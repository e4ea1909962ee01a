package io.berth.messages;

import io.berth.messages.MessageChange.CreateMessage;
import io.berth.messages.catalogue.Action;
import io.berth.messages.catalogue.Catalogue;
import io.berth.messages.catalogue.Detail;
import io.berth.messages.catalogue.Level;
import io.berth.messages.catalogue.Parameter;
import io.berth.messages.catalogue.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How every room words a failure for its user: a change to be written with the changes that the failure causes.
 *
 * <pre>{@code
 * Messages.about(projectId, ResourceType.TASK, taskId)
 *         .says(Action.RUN_BOOT_ACTION, Detail.BOOT_ACTION_FAILED)
 *         .ofRequest(requestId)
 *         .naming(Parameter.HOST, "n3")
 *         .create(ids.uuid(), now);
 * }</pre>
 */
public final class Messages {
    /** How long a message is kept for sure: {@code message_ttl}, 2,592,000 s (contract cinder-messages §6). */
    public static final Duration KEPT = Duration.ofDays(30);

    private Messages() {}

    public static Subject about(String projectId, ResourceType type, UUID resource) {
        return new Subject(projectId, type, resource);
    }

    /** @param projectId whose users may read it */
    public record Subject(String projectId, ResourceType type, UUID resource) {
        public Draft says(Action what, Detail why) {
            return new Draft(this, what, why, Optional.empty(), Level.ERROR, Map.of());
        }
    }

    /** A message in the making; immutable. */
    public record Draft(
            Subject subject,
            Action action,
            Detail detail,
            Optional<String> requestId,
            Level level,
            Map<Parameter, String> parameters) {

        public Draft {
            parameters = Map.copyOf(parameters);
        }

        /** Ties it to the user's request that led to the failure. */
        public Draft ofRequest(Optional<String> id) {
            return new Draft(subject, action, detail, id, level, parameters);
        }

        public Draft ofRequest(String id) {
            return ofRequest(Optional.of(id));
        }

        public Draft atLevel(Level gravity) {
            return new Draft(subject, action, detail, requestId, gravity, parameters);
        }

        /** Names something in the text; a value that has not the parameter's form is left out. */
        public Draft naming(Parameter parameter, String value) {
            if (!parameter.allows(value)) {
                return this;
            }
            Map<Parameter, String> more = new EnumMap<>(Parameter.class);
            more.putAll(parameters);
            more.put(parameter, value);
            return new Draft(subject, action, detail, requestId, level, more);
        }

        public CreateMessage create(UUID id, Instant now) {
            return new CreateMessage(new Message(
                    id,
                    subject.projectId(),
                    requestId,
                    Optional.of(subject.type().name()),
                    Optional.of(subject.resource().toString()),
                    Optional.of(action.id()),
                    Optional.of(detail.id()),
                    Catalogue.eventId(subject.type(), action, detail),
                    level,
                    parameters,
                    now,
                    Optional.of(now.plus(KEPT))));
        }
    }
}
