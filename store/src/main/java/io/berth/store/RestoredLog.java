package io.berth.store;

import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The change log of another PostgreSQL server, as a dump brings it that was restored here. Its transactions are numbered by that
 * server: if this one's numbers are lower they will come by those, and a {@link ChangeFeed}, which has read them by then, would take what
 * is new for what it knows, and never tell of it.
 */
public final class RestoredLog {
    private static final Logger LOG = LoggerFactory.getLogger(RestoredLog.class);

    private RestoredLog() {}

    /**
     * Empties such a log: it is news for processes of another time. To be called before this process follows the log.
     *
     * @return whether it was such a log
     */
    public static boolean forget(Database database) {
        boolean isForgotten = database.read(RestoredLog::hasTransactionsToCome) && database.transact(tx -> {
            // Whoever looked at the same time has written to the log by now, perhaps.
            lock(tx);
            return hasTransactionsToCome(tx) && empty(tx);
        });
        if (isForgotten) {
            LOG.warn("the change log came from another PostgreSQL server, as with a restored dump: it is empty now");
        }
        return isForgotten;
    }

    /** What can be seen was committed before, and so has a lower number: if it is of this server. */
    private static boolean hasTransactionsToCome(Handle handle) {
        return handle.createQuery("""
                SELECT EXISTS (
                       SELECT FROM store.change WHERE transaction >= pg_snapshot_xmax(pg_current_snapshot()))
                """).mapTo(Boolean.class).one();
    }

    private static void lock(Handle tx) {
        tx.execute("LOCK TABLE store.change IN ACCESS EXCLUSIVE MODE");
    }

    private static boolean empty(Handle tx) {
        tx.execute("TRUNCATE store.change");
        return true;
    }
}
