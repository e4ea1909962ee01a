package io.berth.http;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Finds the route of a method and a path: a tree of path segments, where a literal segment wins over a variable. Paths
 * are case-sensitive; a trailing or doubled slash is another path. An escaped character is the character, but for a slash.
 */
public final class RouteTable {
    private final List<Route> routes;
    private final Node root = new Node();

    public RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        this.routes.forEach(this::add);
    }

    public List<Route> routes() {
        return routes;
    }

    private void add(Route route) {
        Node node = root;
        for (String segment : segments(route.path())) {
            if (segment.startsWith("{")) {
                if (node.variable == null) {
                    node.variable = new Node();
                }
                node = node.variable;
            } else {
                node = node.literals.computeIfAbsent(segment, any -> new Node());
            }
        }
        if (node.methods.put(route.method(), route) != null) {
            throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
        }
    }

    /** @param path raw, as in {@link Request#path()} */
    public Match match(String method, String path) {
        List<String> segments = segments(path);
        Optional<Node> node = find(root, segments, 0);
        if (node.isEmpty()) {
            return new Match.NoSuchPath();
        }
        Route route = node.get().methods.get(method);
        if (route == null) {
            SequencedSet<String> allowed = new LinkedHashSet<>(node.get().methods.keySet());
            return new Match.WrongMethod(allowed);
        }
        try {
            return new Match.Found(route, variables(route, segments));
        } catch (HttpProblem undecodable) {
            // An escape that is broken or not UTF-8 names nothing.
            return new Match.NoSuchPath();
        }
    }

    private static Optional<Node> find(Node node, List<String> segments, int depth) {
        if (depth == segments.size()) {
            return node.methods.isEmpty() ? Optional.empty() : Optional.of(node);
        }
        String segment = segments.get(depth);
        Node literal = node.literals.get(segment);
        if (literal == null && segment.indexOf('%') >= 0) {
            literal = node.literals.get(decoded(segment));
        }
        if (literal != null) {
            Optional<Node> found = find(literal, segments, depth + 1);
            if (found.isPresent()) {
                return found;
            }
        }
        Node variable = node.variable;
        return variable == null || segment.isEmpty() ? Optional.empty() : find(variable, segments, depth + 1);
    }

    /** As it is where it does not decode: no literal has an escape. */
    private static String decoded(String segment) {
        try {
            return Query.decode(segment);
        } catch (HttpProblem undecodable) {
            return segment;
        }
    }

    private static Map<String, String> variables(Route route, List<String> segments) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> pattern = segments(route.path());
        for (int i = 0; i < pattern.size(); i++) {
            String segment = pattern.get(i);
            if (segment.startsWith("{")) {
                values.put(segment.substring(1, segment.length() - 1), Query.decode(segments.get(i)));
            }
        }
        return values;
    }

    private static List<String> segments(String path) {
        return path.isEmpty() ? List.of() : List.of(path.substring(1).split("/", -1));
    }

    private static final class Node {
        final Map<String, Node> literals = new LinkedHashMap<>();
        final Map<String, Route> methods = new LinkedHashMap<>();
        @org.jspecify.annotations.Nullable Node variable;
    }
}
