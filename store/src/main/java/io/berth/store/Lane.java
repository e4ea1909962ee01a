package io.berth.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * A connection of one thread's own, which runs there: nothing is handed over and nothing waits in a queue. Each statement is for
 * itself. It is meant for statements that are planned once and look rows up by their keys, so the planner is told to do that
 * whatever a table's size was when it planned.
 */
public final class Lane implements AutoCloseable {
    /** What is disabled counts as so expensive where there is no way around it that PostgreSQL would compile the plan, too. */
    private static final String BY_KEY = "; SET plan_cache_mode = force_generic_plan; SET jit = off"
            + "; SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off";

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    Lane(DatabaseOptions options) {
        HikariConfig config = Database.configuration(options.withConnections(1));
        config.setPoolName("berth-lane");
        config.setConnectionInitSql(Database.NO_IDLE_TRANSACTIONS + BY_KEY);
        this.pool = new HikariDataSource(config);
        this.jdbi = Jdbi.create(pool);
    }

    public <T> T run(Function<Handle, T> work) {
        try (Handle handle = jdbi.open()) {
            return work.apply(handle);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
