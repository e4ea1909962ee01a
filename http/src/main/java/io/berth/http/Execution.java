package io.berth.http;

/** What serving a route does to a thread, and so which thread serves it. */
public enum Execution {
    /**
     * No I/O and no lock held across I/O: served at once on the thread that read the request. A guarded one whose caller's
     * token is not in memory, or that has a body, is served on a virtual thread.
     */
    INDEX,
    /** Waits for the database: on a virtual thread, whose transactions queue for the database's own workers. */
    DB,
    /** Waits for other machines, or streams: on a virtual thread, without a bound in time. */
    LONG
}
