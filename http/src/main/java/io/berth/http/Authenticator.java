package io.berth.http;

import java.util.Optional;

/** Finds out who asks. */
public interface Authenticator {
    Outcome authenticate(Request request);

    /**
     * What {@link #authenticate} would find, where memory alone can tell: never waits. Absent where it cannot, which says
     * nothing about the caller.
     */
    default Optional<Outcome> known(Request request) {
        return Optional.empty();
    }

    /** The answer to a request without a valid token: Keystone's, but where another is believed. */
    default Response unauthorized(Request request) {
        return TokenGate.keystones401().with("WWW-Authenticate", challenge(request));
    }

    /** The value of {@code WWW-Authenticate} in a 401: {@code Keystone uri="…"}. */
    String challenge(Request request);

    sealed interface Outcome {
        record Known(Caller caller) implements Outcome {}

        /** No token, or one that is not valid: 401. */
        record Unknown() implements Outcome {}

        /** The identity service does not answer: 503. */
        record Unavailable() implements Outcome {}
    }
}
