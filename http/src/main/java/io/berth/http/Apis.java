package io.berth.http;

import java.util.Comparator;
import java.util.List;

/** Finds the API that a path belongs to: the longest prefix wins. */
final class Apis {
    private final List<Api> longestFirst;

    Apis(List<Api> apis) {
        longestFirst = apis.stream()
                .sorted(Comparator.comparingInt((Api api) -> api.prefix().length()).reversed())
                .toList();
        if (apis.stream().noneMatch(api -> api.prefix().isEmpty())) {
            throw new IllegalArgumentException("no API is mounted at the server's root");
        }
    }

    /** @param path raw, below the API's prefix and in the API's canonical spelling */
    record Place(Api api, String path, Match match) {}

    /** The place that knows the path; where none does, the closest one, which then words the 404. */
    Place find(String method, String path) {
        Place closest = null;
        for (Api api : longestFirst) {
            if (isBelow(path, api.prefix())) {
                Place place = place(api, method, path);
                if (!(place.match() instanceof Match.NoSuchPath)) {
                    return place;
                }
                closest = closest == null ? place : closest;
            }
        }
        return closest == null ? nowhere(path) : closest;
    }

    private static boolean isBelow(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }

    /** Not every target is a path: {@code OPTIONS *} asks about the server as a whole. */
    private Place nowhere(String target) {
        return new Place(longestFirst.getLast(), target, new Match.NoSuchPath());
    }

    private static Place place(Api api, String method, String path) {
        String below = api.canonicalPath(path.substring(api.prefix().length()));
        return new Place(api, below, api.routes().match(method, below));
    }
}
