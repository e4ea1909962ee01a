package io.berth.store;

import io.berth.base.Change;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Does pieces of one kind of due work that fell due at the same instant, all in one transaction, as {@link DueHandler} does one. Where
 * that fails they are done in halves, down to the one that fails: so none takes the others with it. Its statements are planned to look
 * rows up by their keys, whatever a table's size was when they were planned.
 */
@FunctionalInterface
public interface DueBatch {
    /** @param items at least one, in the order of their keys */
    List<? extends Change> run(Handle tx, List<DueItem> items);
}
