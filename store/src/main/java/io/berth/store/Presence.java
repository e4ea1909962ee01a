package io.berth.store;

import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;

/**
 * By which processes on one database know of each other: each of their connections holds an advisory lock, shared and for as long as
 * it lives, that bears its process's number.
 */
final class Presence {
    /** The first of the lock's two numbers, which all processes have. */
    static final int BERTH = 0x62657274;

    private static final int MINE = ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);

    /** To be run by each new connection. */
    static final String SHOW = "SELECT pg_advisory_lock_shared(" + BERTH + ", " + MINE + ")";

    private Presence() {}

    /** Whether any other process has a connection. */
    static boolean isOther(Handle handle) {
        return handle.createQuery("""
                SELECT EXISTS (
                       SELECT FROM pg_locks
                        WHERE locktype = 'advisory' AND classid = :berth AND objsubid = 2 AND objid <> :mine
                          AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
                """)
                .bind("berth", BERTH)
                .bind("mine", MINE)
                .mapTo(Boolean.class)
                .one();
    }
}
