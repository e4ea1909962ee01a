package io.berth.http;

import java.util.Optional;

/**
 * One service on Berth's port: its place in the path, its route table, and how it speaks. The order in which an API
 * checks a request (token, version, route, rights, body) is part of its contract, so each API writes it down itself.
 */
public interface Api {
    /** The service's name in logs, metrics and {@code berth routes}: {@code reservation}. */
    String name();

    /** Where the service is mounted: {@code /reservation}; empty for the server's root. */
    String prefix();

    RouteTable routes();

    /** The longest body that is read; a longer one is refused with 413. */
    default int bodyBytesMax() {
        return 1 << 20;
    }

    /** Lets an API accept other spellings of its paths, such as a suffix or a doubled slash. Gets and gives the raw path below the prefix. */
    default String canonicalPath(String path) {
        return path;
    }

    /**
     * Serves a request whose route has been looked up, on the thread that the route's execution class asks for; requests
     * without a route are served on a virtual thread. May throw {@link HttpProblem}.
     */
    Response serve(Request request, Match match);

    /**
     * Serves a request for a guarded {@link Execution#INDEX} route on the thread that reads requests, if all that it needs is
     * in memory, the caller's token above all; must not wait. Where absent, {@link #serve} is asked on a virtual thread, so
     * nothing may have happened yet. May throw {@link HttpProblem}.
     */
    default Optional<Response> serveAtOnce(Request request, Match.Found match) {
        return Optional.empty();
    }

    /** The error body for a problem: also those that the server itself finds (413, 500, 503, broken escapes). */
    Response problem(Request request, HttpProblem problem);
}
