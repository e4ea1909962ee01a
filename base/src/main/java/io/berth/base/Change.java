package io.berth.base;

import java.util.List;

/**
 * One thing that a decision would change, as plain data. A room's changes are records; the room's store is the only one
 * that knows how to write them. Changes of several rooms in one decision are written in one transaction or not at all.
 */
public interface Change {
    /** What is changed, as {@code noun/id} ({@code lease/6ee55c78-…}): the name that the change log and its watchers use. */
    String subject();

    /**
     * What whoever keeps a copy in memory must read again, as {@code noun/id}, in the words of the room; nothing where nobody
     * keeps one. No control characters.
     */
    default List<String> touched() {
        return List.of();
    }
}
