package io.berth.deployment.task;

import java.util.Locale;

/** How far a task is (contract drydock §5.2). */
public enum TaskStatus {
    /** A step that has not begun. */
    REQUESTED,
    /** Asked for; waits for a runner, or for an earlier task on the same nodes. */
    QUEUED,
    RUNNING,
    COMPLETE,
    TERMINATED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isFinal() {
        return this == COMPLETE || this == TERMINATED;
    }

    public static TaskStatus ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
