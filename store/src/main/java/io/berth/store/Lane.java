package io.berth.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * A connection of one thread's own, which runs there: nothing is handed over and nothing waits in a queue. Each statement is for
 * itself, and none may take longer than {@link #ANSWER_WAIT}. It is meant for statements that are planned once and look rows up by
 * their keys, so the planner is told to do that whatever a table's size was when it planned.
 */
public final class Lane implements AutoCloseable {
    /** What is disabled counts as so expensive where there is no way around it that PostgreSQL would compile the plan, too. */
    private static final String BY_KEY = "; SET plan_cache_mode = force_generic_plan; SET jit = off"
            + "; SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off";

    /** A statement that needs longer for a lock fails: much waits behind a lane. */
    public static final Duration LOCK_WAIT = Duration.ofMillis(10);

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Outage outage;
    /** Kept from one statement to the next: opening it takes as long as a small statement. */
    private @Nullable Handle open;

    /** A connection that is silent for so long is given up: the other end may be gone without a word. */
    public static final Duration ANSWER_WAIT = Duration.ofSeconds(10);

    /** @param outage what those know who have no connection, either */
    Lane(DatabaseOptions options, Outage outage) {
        HikariConfig config = Database.configuration(options.withConnections(1));
        config.setPoolName("berth-lane");
        config.addDataSourceProperty("socketTimeout", String.valueOf(ANSWER_WAIT.toSeconds()));
        config.setConnectionInitSql(Database.BEGINNING + BY_KEY + "; SET lock_timeout = " + LOCK_WAIT.toMillis());
        this.pool = new HikariDataSource(config);
        this.jdbi = ArrayTypes.jdbi(pool);
        this.outage = outage;
    }

    /**
     * Runs {@code work}. After a failure the connection is looked at, and opened anew where it is gone; while nobody reaches the database,
     * by one at a time.
     *
     * @throws Unreachable where the connection broke, or cannot be opened
     * @throws Contended where somebody held for longer what a statement needs
     */
    public <T> T run(Function<Handle, T> work) {
        try {
            return open == null ? outage.guard(() -> runOnce(work)) : runOnce(work);
        } catch (RuntimeException failure) {
            throw Database.told(failure);
        }
    }

    private <T> T runOnce(Function<Handle, T> work) {
        Handle handle = open == null ? jdbi.open() : open;
        open = null;
        T result;
        try {
            result = work.apply(handle);
        } catch (RuntimeException | Error failure) {
            closeAfter(failure, handle);
            throw failure;
        }
        open = handle;
        return result;
    }

    private static void closeAfter(Throwable failure, Handle handle) {
        try {
            handle.close();
        } catch (RuntimeException second) {
            failure.addSuppressed(second);
        }
    }

    /** To be called where nothing runs any more. */
    @Override
    public void close() {
        if (open != null) {
            open.close();
        }
        pool.close();
    }
}
