package io.berth.base;

import java.util.List;
import java.util.function.Function;

/**
 * What an operation decided: to change something and answer, or to refuse. Made by a pure function of a request, a view,
 * the time and fresh ids; a dry run stops here, and the explanation is part of it.
 *
 * @param <R> the answer of an accepted request
 */
public sealed interface Decision<R> {
    Explanation explanation();

    /** The changes are to be written all together; then, and only then, is the reply true. */
    record Accepted<R>(List<Change> changes, R reply, Explanation explanation) implements Decision<R> {
        public Accepted {
            changes = List.copyOf(changes);
        }
    }

    record Refused<R>(Refusal refusal, Explanation explanation) implements Decision<R> {}

    static <R> Decision<R> accept(List<? extends Change> changes, R reply) {
        return new Accepted<>(List.copyOf(changes), reply, Explanation.NONE);
    }

    static <R> Decision<R> accept(List<? extends Change> changes, R reply, Explanation explanation) {
        return new Accepted<>(List.copyOf(changes), reply, explanation);
    }

    static <R> Decision<R> refuse(Refusal refusal) {
        return new Refused<>(refusal, Explanation.NONE);
    }

    static <R> Decision<R> refuse(Refusal refusal, Explanation explanation) {
        return new Refused<>(refusal, explanation);
    }

    /** Turns either outcome into one value: typically a response. */
    default <T> T fold(Function<? super R, ? extends T> accepted, Function<? super Refusal, ? extends T> refused) {
        return switch (this) {
            case Accepted<R> yes -> accepted.apply(yes.reply());
            case Refused<R> no -> refused.apply(no.refusal());
        };
    }
}
