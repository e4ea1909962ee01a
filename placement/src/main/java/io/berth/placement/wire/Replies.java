package io.berth.placement.wire;

import io.berth.http.Call;
import io.berth.http.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Headers of successful answers (contract placement §4). */
public final class Replies {
    /** Where placement is mounted; links and {@code Location} begin with it. */
    public static final String PREFIX = "/placement";

    /** From this version on answers tell how old they are. */
    private static final int CACHE_HEADERS_SINCE = 15;

    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Replies() {}

    /** JSON with both cache headers. */
    public static Response json(Call call, Object body, Instant lastModified) {
        return cached(call, Response.json(200, body), Optional.of(lastModified));
    }

    /** Adds the cache headers that the version has; the time only where it is known. */
    public static Response cached(Call call, Response response, Optional<Instant> lastModified) {
        if (call.version().minor() < CACHE_HEADERS_SINCE) {
            return response;
        }
        Response uncached = response.with("cache-control", "no-cache");
        return lastModified.map(at -> uncached.with("last-modified", IMF_FIXDATE.format(at))).orElse(uncached);
    }

    /** The address of a thing without its host, for links: with the prefix of a proxy in front, if any. */
    public static String href(Call call, String path) {
        return call.request().proxyPrefix() + PREFIX + path;
    }

    /**
     * Adds where the thing can be found, as an absolute address.
     *
     * @param path below the prefix
     */
    public static Response located(Call call, Response response, String path) {
        return response.with("Location", call.request().origin() + PREFIX + path);
    }
}
