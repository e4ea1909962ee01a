package io.berth.server.cli.remote;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A path of Berth's with its query, written out step by step: whatever is put in is escaped. */
public record Address(String path, String query) {
    /** @param path as it stands in the route tables: {@code /berth/v1/hosts} */
    public static Address of(String path) {
        return new Address(path, "");
    }

    /** One segment further down. */
    public Address below(Object segment) {
        return new Address(path + "/" + escaped(segment), query);
    }

    public Address with(String name, Object value) {
        return new Address(path, query + (query.isEmpty() ? "" : "&") + escaped(name) + "=" + escaped(value));
    }

    /** Leaves the parameter out where there is no value. */
    public Address with(String name, Optional<?> value) {
        return value.map(it -> with(name, (Object) it)).orElse(this);
    }

    private static String escaped(Object text) {
        return URLEncoder.encode(text.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    URI at(URI base) {
        return base.resolve(path + (query.isEmpty() ? "" : "?" + query));
    }
}
