package io.berth.bench.world;

import io.berth.bench.target.DatabaseAddress;
import io.berth.bench.target.Target;

/** What a server holds while it is measured. Worlds of one name are the same; each has a database of its own. */
public interface World {
    /** A word, also for the database's name. */
    String name();

    /** Whether {@link #fill} has something to do: it does so before the server starts, in the tables that its first start made. */
    default boolean isFilledBySql() {
        return false;
    }

    /** Writes what would take too long through the API. */
    default void fill(DatabaseAddress database) {}

    /** Fills a server that has nothing but that, through its API. */
    void build(Target target);
}
