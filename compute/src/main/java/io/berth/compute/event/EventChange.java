package io.berth.compute.event;

import io.berth.base.Change;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What can happen to external events. */
public sealed interface EventChange extends Change {
    /** In the order in which they are to arrive. */
    record EventsQueued(List<QueuedEvent> events) implements EventChange {
        public EventsQueued {
            events = List.copyOf(events);
        }

        @Override
        public String subject() {
            return "external-event/" + events.getFirst().id();
        }
    }

    /** Forgets events that are delivered or given up. */
    record EventsPurged(List<UUID> events) implements EventChange {
        public EventsPurged {
            events = List.copyOf(events);
        }

        @Override
        public String subject() {
            return "external-event/" + events.getFirst();
        }
    }

    /**
     * A delivery is over.
     *
     * @param delivered taken by the host
     * @param failed to be tried again
     * @param givenUp tried too often
     */
    record DeliveryEnded(UUID host, List<UUID> delivered, List<UUID> failed, List<UUID> givenUp, Instant at)
            implements EventChange {
        public DeliveryEnded {
            delivered = List.copyOf(delivered);
            failed = List.copyOf(failed);
            givenUp = List.copyOf(givenUp);
        }

        @Override
        public String subject() {
            return "delivery/" + host;
        }
    }
}
