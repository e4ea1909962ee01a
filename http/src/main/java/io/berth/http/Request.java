package io.berth.http;

import java.util.Locale;
import java.util.Optional;

/**
 * One HTTP request, as an API sees it.
 *
 * @param path the raw path below the API's prefix, still percent encoded: {@code /leases/6ee5}; empty where the request
 *     named the prefix itself
 * @param query the raw query string, without the question mark; empty where there is none
 * @param origin scheme and authority that the client used, {@code http://127.0.0.1:8770}, and the path below which a proxy has
 *     this server, if any: what absolute links begin with
 * @param requestId {@code req-<uuid4>}, new for each request
 */
public record Request(
        String method, String path, String query, Headers headers, Body body, String origin, String requestId) {

    /** The decoded query; throws {@link HttpProblem} 400 where it cannot be decoded. */
    public Query parameters() {
        return Query.parse(query);
    }

    /** The path below which a proxy has this server, {@code /cloud}: what links without a host begin with; empty where there is none. */
    public String proxyPrefix() {
        int path = origin.indexOf('/', origin.indexOf("://") + "://".length());
        return path < 0 ? "" : origin.substring(path);
    }

    /** The media type of the body, lower-case and without parameters; absent where the client named none. */
    public Optional<String> mediaType() {
        return headers.first("Content-Type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(type -> !type.isEmpty());
    }
}
