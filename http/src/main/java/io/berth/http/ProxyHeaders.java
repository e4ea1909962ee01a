package io.berth.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the client addressed the proxy in front of this server: {@code Forwarded} (RFC 7239), or else {@code X-Forwarded-Proto} and
 * {@code X-Forwarded-Host}; and {@code X-Forwarded-Prefix}, below which the proxy has all of this server. Of several proxies the
 * first counts, the client's. As oslo.middleware's {@code enable_proxy_headers_parsing} (contract placement §11).
 *
 * <p>Anybody can send such headers: they are read only where nobody reaches the server but through a proxy that sets them. What
 * is no scheme, no authority or no path, or longer than {@value #LENGTH_MAX}, is passed over.
 */
final class ProxyHeaders {
    private static final Pattern SCHEME = Pattern.compile("(?i)https?");
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9._~-]+(?::\\d{1,5})?|\\[[0-9A-Fa-f:.]+](?::\\d{1,5})?");
    private static final Pattern PREFIX = Pattern.compile("(?:/[A-Za-z0-9._~-]+)+");

    /** As long as a host's name may be (RFC 1035); the pattern of a prefix goes deeper with each part. */
    static final int LENGTH_MAX = 255;

    private ProxyHeaders() {}

    /** @return scheme, authority and prefix, as in {@link Request#origin} */
    static String origin(Headers headers, String scheme, String authority) {
        Map<String, String> forwarded = headers.first("Forwarded").map(ProxyHeaders::firstHop).orElseGet(() -> legacy(headers));
        return usable(forwarded.get("proto"), SCHEME).map(it -> it.toLowerCase(Locale.ROOT)).orElse(scheme)
                + "://" + usable(forwarded.get("host"), AUTHORITY).orElse(authority)
                + usable(withoutSlashes(first(headers, "X-Forwarded-Prefix")), PREFIX).orElse("");
    }

    /** The pairs of {@code for=192.0.2.60;proto=http, for=192.0.2.61}'s first part. */
    private static Map<String, String> firstHop(String value) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : value.split(",", 2)[0].split(";", -1)) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) {
                pairs.put(parts[0].strip().toLowerCase(Locale.ROOT), parts[1].strip().replaceAll("^\"|\"$", ""));
            }
        }
        return pairs;
    }

    private static Map<String, String> legacy(Headers headers) {
        return Map.of("proto", first(headers, "X-Forwarded-Proto"), "host", first(headers, "X-Forwarded-Host"));
    }

    private static String first(Headers headers, String name) {
        return headers.first(name).map(value -> value.split(",", 2)[0].strip()).orElse("");
    }

    private static String withoutSlashes(String prefix) {
        int end = prefix.length();
        while (end > 0 && prefix.charAt(end - 1) == '/') {
            end--;
        }
        return prefix.substring(0, end);
    }

    private static Optional<String> usable(@org.jspecify.annotations.Nullable String value, Pattern form) {
        return Optional.ofNullable(value).filter(it -> it.length() <= LENGTH_MAX && form.matcher(it).matches());
    }
}
