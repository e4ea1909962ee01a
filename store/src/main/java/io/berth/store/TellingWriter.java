package io.berth.store;

import io.berth.base.Change;
import org.jdbi.v3.core.Handle;

/**
 * As a {@link Writer}, of changes of which the database makes something that nobody knew before, such as a number drawn from a sequence.
 */
@FunctionalInterface
public interface TellingWriter<C extends Change> {
    /** @return the change with what the database made of it: so it is told to those who hear of what is committed */
    C write(Handle tx, C change);
}
