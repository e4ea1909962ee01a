package io.berth.store;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;

/** The transactions of whatever process on this database, by which somebody may still go who does not know what was committed since. */
public final class RunningTransactions {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private RunningTransactions() {}

    /**
     * Waits until all that run now are over. What was committed before is known to whatever runs after that, and what those wrote who did not
     * know it can be read. Not to be called in a transaction.
     *
     * @return false where some were not over when patience was
     */
    public static boolean await(Database database, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        Set<String> older = new HashSet<>(database.read(RunningTransactions::running));
        while (!older.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            older.retainAll(database.read(RunningTransactions::running));
        }
        return older.isEmpty();
    }

    /** All but the reader's own, each by its process and its start. By their ids it would leave out those that only read so far. */
    private static Set<String> running(Handle handle) {
        return handle.createQuery("""
                SELECT pid || ' since ' || extract(epoch FROM xact_start)
                  FROM pg_stat_activity
                 WHERE datname = current_database() AND backend_type = 'client backend'
                   AND xact_start IS NOT NULL AND pid <> pg_backend_pid()
                """).mapTo(String.class).set();
    }
}
