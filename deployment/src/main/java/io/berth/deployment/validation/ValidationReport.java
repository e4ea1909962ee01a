package io.berth.deployment.validation;

import io.berth.deployment.design.document.DesignMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to "is this design sound": the E3 status object of contract drydock §13.1, without its time stamps.
 *
 * @param messages rules in their order; a rule without errors says so
 */
public record ValidationReport(Outcome outcome, List<DesignMessage> messages) {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    public ValidationReport {
        messages = List.copyOf(messages);
    }

    public enum Outcome {
        /** All rules hold; there may be warnings. */
        PASSED,
        /** A rule does not hold. */
        FAILED,
        /** Documents could not be read or do not fit together: no rule was asked. */
        NOT_LOADED
    }

    public boolean isSuccess() {
        return outcome == Outcome.PASSED;
    }

    /** {@code status} on the wire; clients compare it without regard to case. */
    public String status() {
        return switch (outcome) {
            case PASSED -> "Success";
            case FAILED -> "Failure";
            case NOT_LOADED -> "failure";
        };
    }

    public @Nullable String message() {
        return switch (outcome) {
            case PASSED -> "Site design passed validation";
            case FAILED -> "Site design failed validation.";
            case NOT_LOADED -> null;
        };
    }

    public @Nullable String reason() {
        return outcome == Outcome.FAILED ? "See detail messages." : null;
    }

    /** The HTTP status that goes with it, also in the body. */
    public int code() {
        return isSuccess() ? OK : BAD_REQUEST;
    }

    public int errorCount() {
        return (int) messages.stream().filter(DesignMessage::isError).count();
    }
}
