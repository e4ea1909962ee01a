package io.berth.hardware.sim.node;

/** Why a node could not go on; the message is a sentence for its console. */
final class NodeFailure extends Exception {

    private static final long serialVersionUID = 1L;

    NodeFailure(String message) {
        super(message, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
