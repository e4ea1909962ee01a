package io.berth.reservation.audit;

import org.jdbi.v3.core.Handle;

/** The transaction in which an audit reads. */
final class AuditSnapshotStore {
    /** What PostgreSQL may use of memory for one sorting or joining: a million bookings are sorted without a disk. */
    private static final String MEMORY = "SET LOCAL work_mem = '128MB'";

    private AuditSnapshotStore() {}

    /** Everything is read as it is now. To be called first in a transaction. */
    static void freeze(Handle tx) {
        tx.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        tx.execute(MEMORY);
    }
}
