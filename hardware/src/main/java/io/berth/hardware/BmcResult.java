package io.berth.hardware;

import java.util.List;

/**
 * How a command ended. Every case carries the messages of the way there, in order; in the failed cases the last one is the
 * {@code reason} itself.
 *
 * @param <T> what a command that is done has found
 */
public sealed interface BmcResult<T> {

    List<BmcMessage> messages();

    /** The controller did it, and where the command is a change has confirmed it. */
    record Done<T>(T value, List<BmcMessage> messages) implements BmcResult<T> {
        public Done {
            messages = List.copyOf(messages);
        }
    }

    /** The controller answered, but would not or did not do it: login refused, command refused, state not reached in time. */
    record Refused<T>(String reason, List<BmcMessage> messages) implements BmcResult<T> {
        public Refused {
            messages = List.copyOf(messages);
        }
    }

    /** No usable HTTP answer came within the time-outs. Whether the command took effect is unknown. */
    record Unreachable<T>(String reason, List<BmcMessage> messages) implements BmcResult<T> {
        public Unreachable {
            messages = List.copyOf(messages);
        }
    }

    default boolean isDone() {
        return this instanceof Done;
    }
}
