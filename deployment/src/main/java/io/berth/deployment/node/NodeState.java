package io.berth.deployment.node;

import java.util.Arrays;

/** Where a node is in its life, in the words that clients know from the provisioner of the real service (contract drydock §4.9). */
public enum NodeState {
    NEW("New"),
    COMMISSIONING("Commissioning"),
    READY("Ready"),
    ALLOCATED("Allocated"),
    DEPLOYING("Deploying"),
    DEPLOYED("Deployed"),
    FAILED_DEPLOYMENT("Failed deployment");

    private final String wireName;

    NodeState(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether an operating system is or may be on it. */
    public boolean isTaken() {
        return switch (this) {
            case NEW, COMMISSIONING, READY -> false;
            case ALLOCATED, DEPLOYING, DEPLOYED, FAILED_DEPLOYMENT -> true;
        };
    }

    public static NodeState ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node state " + wireName));
    }
}
