package io.berth.placement.wire;

/** What a request must pass before its handler works. Each line of the route table names its gates in their order (contract placement §2.2). */
public enum Gate {
    /** The version agreed on knows the route; otherwise 404. */
    VERSION,
    /** The same, but answered 405: only deleting all inventories. */
    VERSION_OR_405,
    /** The client reads JSON; otherwise 406. */
    ACCEPT,
    /** The body is JSON; otherwise 415. */
    CONTENT_TYPE,
    /** The same for versions below 1.7, which is where renaming resource classes ended. */
    CONTENT_TYPE_BELOW_7,
    /** The caller may; otherwise 403. */
    POLICY
}
