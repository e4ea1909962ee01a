package io.berth.identity.policy;

/** A check string that Berth cannot use; whoever knows where it stands says so. */
final class UnusableCheck extends RuntimeException {
    UnusableCheck(String message) {
        super(message, null, false, false);
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
