package io.berth.store;

import io.berth.base.Change;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Does one kind of due work. What it reads and the changes it returns belong to the transaction that takes the work off
 * the table: both happen, once, or neither. It may return a {@code ScheduleWork} of its own kind and key to be called again.
 */
@FunctionalInterface
public interface DueHandler {
    List<? extends Change> run(Handle tx, DueItem item);
}
