package io.berth.http;

import java.nio.charset.StandardCharsets;

/** One HTTP answer. */
public record Response(int status, Headers headers, byte[] body) {
    private static final byte[] NOTHING = new byte[0];

    /** JSON of anything that Jackson can write: records, maps, lists, nodes. */
    public static Response json(int status, Object body) {
        return new Response(status, Headers.of("Content-Type", "application/json"), Json.bytes(body));
    }

    public static Response empty(int status) {
        return new Response(status, Headers.NONE, NOTHING);
    }

    public static Response text(int status, String text) {
        return of(status, "text/plain; charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Response of(int status, String contentType, byte[] body) {
        return new Response(status, Headers.of("Content-Type", contentType), body);
    }

    /** With this header in place of any of the same name. */
    public Response with(String name, String value) {
        return new Response(status, headers.with(name, value), body);
    }

    /** With one more header, beside any of the same name. */
    public Response plus(String name, String value) {
        return new Response(status, headers.plus(name, value), body);
    }

    /** What {@code HEAD} is answered where {@code GET} is answered this: the length stays the body's (RFC 9110 §9.3.2). */
    public Response ofHead() {
        return new Response(status, headers.with("Content-Length", Integer.toString(body.length)), NOTHING);
    }
}
