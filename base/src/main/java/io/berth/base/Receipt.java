package io.berth.base;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is to be written together with a decision if it is accepted, because of its reply: the answer to an idempotency key, a
 * notification. So the one is never there without the other.
 */
public final class Receipt<R> {
    private final Optional<Function<R, List<Change>>> changes;

    private Receipt(Optional<Function<R, List<Change>>> changes) {
        this.changes = changes;
    }

    /** Nothing more is written. */
    public static <R> Receipt<R> none() {
        return new Receipt<>(Optional.empty());
    }

    /** @param changes pure: may be asked again where the decision is made again */
    public static <R> Receipt<R> of(Function<R, List<Change>> changes) {
        return new Receipt<>(Optional.of(changes));
    }

    public boolean isNone() {
        return changes.isEmpty();
    }

    /** Both. */
    public Receipt<R> and(Receipt<R> other) {
        if (isNone() || other.isNone()) {
            return isNone() ? other : this;
        }
        return of(reply -> {
            List<Change> both = new ArrayList<>(changes.orElseThrow().apply(reply));
            both.addAll(other.changes.orElseThrow().apply(reply));
            return both;
        });
    }

    /** The decision with what is to be written because of it. */
    public Decision<R> on(Decision<R> decision) {
        if (isNone() || !(decision instanceof Decision.Accepted<R> yes)) {
            return decision;
        }
        List<Change> all = new ArrayList<>(yes.changes());
        all.addAll(changes.orElseThrow().apply(yes.reply()));
        return Decision.accept(all, yes.reply(), yes.explanation());
    }
}
