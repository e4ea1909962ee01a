package io.berth.deployment.boot;

import java.util.Locale;
import java.util.UUID;

/**
 * A boot action of one deployment of one node (contract drydock §14.5).
 *
 * @param id 26 characters of Crockford's base32
 * @param position among the node's actions, in the design's order
 * @param task the per-node step that deploys
 */
public record PlannedAction(String id, int position, String name, String nodeName, UUID task, BootKey key, Status status) {
    public enum Status {
        /** The node has not reported an end yet. */
        INCOMPLETE,
        /** The node is not asked to report. */
        UNREPORTED,
        SUCCESS,
        FAILURE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Status ofWireName(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    public PlannedAction with(Status next) {
        return new PlannedAction(id, position, name, nodeName, task, key, next);
    }
}
