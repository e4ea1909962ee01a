package io.berth.store;

import io.berth.base.Change;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A room to whom changes of others mean something, whoever decides them: what follows is written in their transaction. What
 * one follows with is told to the others, not to itself. Changes that are written by a statement of their own ({@link Store#tryWriteAtOnce},
 * {@link Store#writeAtOnce}) are not told.
 */
@FunctionalInterface
public interface Follower {
    /** Asked before the changes are written: the moment to take locks, and to look at things as they were. */
    Sequel before(Handle tx, List<? extends Change> changes);

    /** What follows. */
    @FunctionalInterface
    interface Sequel {
        Sequel NOTHING = tx -> List.of();

        /** Asked when the changes are written, in the transaction that wrote them. */
        List<? extends Change> after(Handle tx);
    }
}
