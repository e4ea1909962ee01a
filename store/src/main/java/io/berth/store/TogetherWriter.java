package io.berth.store;

import io.berth.base.Change;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Writes changes of one kind that follow each other in a decision, in their order or so that nobody could tell. Throws {@link StaleView}
 * where a compare-and-swap misses.
 */
@FunctionalInterface
public interface TogetherWriter<C extends Change> {
    void write(Handle tx, List<C> changes);
}
