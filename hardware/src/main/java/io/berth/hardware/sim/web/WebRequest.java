package io.berth.hardware.sim.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One request, read to its end.
 *
 * @param path raw path, without the query
 * @param query raw query, empty when there is none
 * @param headers first value of each, names in lower case
 */
public record WebRequest(String method, String path, String query, Map<String, String> headers, String body) {

    /** A header's value, empty when absent. */
    public String header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, "");
    }

    /** A query parameter, decoded; empty when absent or not decodable. */
    public String parameter(String name) {
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && decode(pair.substring(0, equals)).equals(name)) {
                return decode(pair.substring(equals + 1));
            }
        }
        return "";
    }

    public static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
