package io.berth.base;

/**
 * One thing that a decision would change, as plain data. A room's changes are records; the room's store is the only one
 * that knows how to write them. Changes of several rooms in one decision are written in one transaction or not at all.
 */
public interface Change {
    /** What is changed, as {@code noun/id} ({@code lease/6ee55c78-…}): the name that the change log and its watchers use. */
    String subject();
}
