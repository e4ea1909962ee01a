package io.berth.http;

/** Finds out who asks. */
public interface Authenticator {
    Outcome authenticate(Request request);

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
