package io.berth.http;

import java.util.Map;
import java.util.Optional;

/** The gate that all OpenStack APIs have in front: a valid token, or 401 with the challenge (contract keystone §2). */
public final class TokenGate {
    private final Authenticator authenticator;

    public TokenGate(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    public sealed interface Outcome {
        record Passed(Caller caller) implements Outcome {}

        record Stopped(Response response) implements Outcome {}
    }

    public Outcome check(Request request) {
        return outcome(request, authenticator.authenticate(request));
    }

    /** The same where memory alone can tell: never waits. Absent where {@link #check} must be asked. */
    public Optional<Outcome> known(Request request) {
        return authenticator.known(request).map(outcome -> outcome(request, outcome));
    }

    private Outcome outcome(Request request, Authenticator.Outcome outcome) {
        return switch (outcome) {
            case Authenticator.Outcome.Known known -> new Outcome.Passed(known.caller());
            case Authenticator.Outcome.Unknown unknown -> new Outcome.Stopped(unauthorized(request));
            case Authenticator.Outcome.Unavailable unavailable -> new Outcome.Stopped(unavailable());
        };
    }

    /** The 401 of every service but those that word their own. */
    public Response unauthorized(Request request) {
        return authenticator.unauthorized(request);
    }

    static Response keystones401() {
        String message = "The request you have made requires authentication.";
        return Response.json(401, Map.of("error", Map.of("code", 401, "title", "Unauthorized", "message", message)));
    }

    /** The 401 of a service that asks no Keystone, as its library has it (contract placement §10.2). */
    public static Response libraries401() {
        return Response.json(
                401,
                Map.of(
                        "message",
                        "This server could not verify that you are authorized to access the document you requested. Either you"
                                + " supplied the wrong credentials (e.g., bad password), or your browser does not understand how to"
                                + " supply the credentials required.<br /><br />\n\n\n",
                        "code",
                        "401 Unauthorized",
                        "title",
                        "Unauthorized"));
    }

    private static Response unavailable() {
        return Response.json(
                503,
                Map.of(
                        "message",
                        "The server is currently unavailable. Please try again at a later time.<br /><br />\n"
                                + "The Keystone service is temporarily unavailable.\n\n",
                        "code",
                        "503 Service Unavailable",
                        "title",
                        "Service Unavailable"));
    }
}
