package io.berth.deployment.task;

import java.time.Instant;

/**
 * One line of a task's result.
 *
 * @param contextType what it is about: {@code task, node, bootaction, NA}
 * @param context the name or id of that, or {@code NA}
 * @param extra a JSON object as text: what a boot action's report said beside the message
 */
public record ResultMessage(
        Instant at, String message, boolean isError, String contextType, String context, String extra) {
    public static final String NO_EXTRA = "{}";
    private static final String NOTHING = "NA";

    public static ResultMessage ofTask(Instant at, Task task, String message) {
        return new ResultMessage(at, message, false, "task", task.id().toString(), NO_EXTRA);
    }

    public static ResultMessage ofNode(Instant at, String node, String message, boolean isError) {
        return new ResultMessage(at, message, isError, "node", node, NO_EXTRA);
    }

    public static ResultMessage plain(Instant at, String message, boolean isError) {
        return new ResultMessage(at, message, isError, NOTHING, NOTHING, NO_EXTRA);
    }
}
