package io.berth.identity.policy;

/** The policies cannot be used as they are written; the message names the rule and the reason. Stops the start. */
public final class PolicyProblem extends RuntimeException {
    PolicyProblem(String message) {
        super(message);
    }
}
