package io.berth.store;

import io.berth.base.Change;
import org.jdbi.v3.core.Handle;

/** Writes one kind of change inside the transaction given. Throws {@link StaleView} where a compare-and-swap misses. */
@FunctionalInterface
public interface Writer<C extends Change> {
    void write(Handle tx, C change);
}
