package io.berth.bench.world;

import io.berth.bench.target.Target;

/** What a server holds while it is measured. Worlds of one name are the same; each has a database of its own. */
public interface World {
    /** A word, also for the database's name. */
    String name();

    /** Fills an empty server, through its API. */
    void build(Target target);
}
