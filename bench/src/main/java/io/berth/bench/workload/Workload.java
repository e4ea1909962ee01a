package io.berth.bench.workload;

import io.berth.bench.load.Script;
import io.berth.bench.report.Goal;
import io.berth.bench.target.Target;
import io.berth.bench.world.World;
import java.util.List;

/** One row of the table for each number of connections: a world, what is asked of it, and what is to be reached. */
public interface Workload {
    String name();

    World world();

    /** With how many connections it is measured, one after another. */
    List<Integer> connections();

    /** What Berth must reach with so many connections. */
    List<Goal> goals(int connections);

    /**
     * Looks whether the server answers this rightly, makes what the requests need, and gives one script a connection.
     * Called anew for each number of connections.
     */
    List<Script> scripts(Target target, int connections);

    /**
     * Whether the real service is measured too; not where nothing is compared and its answer would take minutes, nor where the
     * world is made of rows that only Berth has.
     */
    default boolean isComparedToReal() {
        return !world().isFilledBySql();
    }
}
