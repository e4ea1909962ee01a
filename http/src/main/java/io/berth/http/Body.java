package io.berth.http;

import java.nio.charset.StandardCharsets;

/** A request's body, read when asked for and not before: a caller without the right to write sends it in vain. */
public interface Body {
    Body NONE = () -> new byte[0];

    /**
     * All of it. The second call gives the same bytes.
     *
     * @throws HttpProblem 413 where it is longer than the API's limit, 400 where the client stops in the middle
     */
    byte[] bytes();

    default String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    default boolean isEmpty() {
        return bytes().length == 0;
    }

    static Body of(byte[] bytes) {
        return () -> bytes;
    }
}
