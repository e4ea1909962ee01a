package io.berth.acceptance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Makes requests that are almost right: most have one thing wrong, so that they get past the gates to where it matters. The same
 * seed and number make the same request, given the same routes, bodies and ids.
 *
 * @param routes {@code METHOD path} as {@code berth routes} prints them, variables in braces
 * @param bodies good bodies, to be spoilt; for the routes whose path contains the word
 * @param ids of things that exist, by the segment of a path that they follow; those of "" may stand anywhere
 * @param token a good one
 */
public record RequestMaker(long seed, List<String> routes, List<Body> bodies, Map<String, List<String>> ids, String token) {
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW");
    private static final List<String> VERSIONS = List.of(
            "placement latest, volume latest, compute latest", "placement 1.39, volume 3.70, compute 2.93",
            "placement 1.0, volume 3.3, compute 2.1", "placement 1.11, volume 3.5, compute 2.51",
            "placement 1.12, volume 3.31, compute 2.76", "placement 1.28, volume 3.34, compute 2.82");
    private static final List<String> STRANGE_VERSIONS =
            List.of("placement 9.9", "placement x", "volume", "volume 99999999999.1", "compute -1", "reservation 1.0", "1.1", ",,,");
    private static final List<String> TYPES = List.of(
            "application/json", "application/json; charset=utf-16", "text/plain", "application/xml",
            "multipart/form-data", "*/*", ";", "");
    private static final List<String> PARAMETERS = List.of(
            "limit", "marker", "offset", "sort", "sort_key", "sort_dir", "resources", "required", "member_of", "in_tree", "name", "uuid", "project_id",
            "user_id", "group_policy", "all_tenants", "detail", "all", "latest", "layers", "builddata", "subtaskerrors", "days", "lease_id",
            "is_public", "changes-since", "status", "host", "resource_uuid", "nocatalog", "effective", "strange");

    /** A good body for routes like this. */
    public record Body(String pathPart, JsonNode json) {}

    public byte[] make(long number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        StrangeValues strange = new StrangeValues(random);
        String[] route = route(strange).split(" ", 2);
        String method = strange.oneIn(30) ? strange.one(METHODS) : route[0];
        StringBuilder head = new StringBuilder(method).append(' ').append(path(route[0].equals("DELETE"), route[1], strange)).append(query(strange)).append(" HTTP/1.1\r\n");
        head.append("Host: berth\r\nConnection: close\r\n");
        if (!strange.oneIn(40)) {
            head.append("X-Auth-Token: ").append(strange.oneIn(40) ? strange.text() : token).append("\r\n");
        }
        headers(head, strange);
        byte[] body = takesBody(method) || strange.oneIn(25) ? body(route[1], strange) : new byte[0];
        if (body.length > 0 || takesBody(method)) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return concat(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8), body);
    }

    /** Half of the time one that writes: there are fewer of them, and more can go wrong. */
    private String route(StrangeValues strange) {
        return strange.oneIn(2)
                ? strange.one(routes)
                : strange.one(routes.stream().filter(route -> takesBody(route.split(" ", 2)[0])).toList());
    }

    private static boolean takesBody(String method) {
        return List.of("POST", "PUT", "PATCH").contains(method);
    }

    /** What exists shall live on for a while. */
    private String path(boolean isDelete, String template, StrangeValues strange) {
        Matcher variable = VARIABLE.matcher(template);
        StringBuilder path = new StringBuilder();
        while (variable.find()) {
            List<String> before = List.of(template.substring(0, variable.start()).split("/"));
            List<String> known = ids.getOrDefault(before.getLast(), ids.get(""));
            boolean isStrange = isDelete ? !strange.oneIn(50) : strange.oneIn(4);
            String value = isStrange ? strange.text() : strange.oneIn(6) ? strange.one(ids.get("")) : strange.one(known);
            variable.appendReplacement(path, Matcher.quoteReplacement(value));
        }
        variable.appendTail(path);
        return strange.oneIn(40) ? path + "/" + strange.text() : path.isEmpty() ? "/" : path.toString();
    }

    private String query(StrangeValues strange) {
        if (!strange.oneIn(3)) {
            return "";
        }
        List<String> parameters = new ArrayList<>();
        do {
            String value = strange.oneIn(3) ? strange.one(ids.get("")) : strange.text();
            parameters.add(strange.oneIn(8) ? strange.text() : strange.one(PARAMETERS) + "=" + value);
        } while (strange.oneIn(2));
        return "?" + String.join("&", parameters).replace("?", "%3F").replace("#", "%23");
    }

    private void headers(StringBuilder head, StrangeValues strange) {
        head.append("OpenStack-API-Version: ").append(strange.one(strange.oneIn(12) ? STRANGE_VERSIONS : VERSIONS)).append("\r\n");
        if (!strange.oneIn(20)) {
            head.append("Content-Type: ").append(strange.oneIn(12) ? strange.one(TYPES) : "application/json").append("\r\n");
        }
        if (!strange.oneIn(4)) {
            head.append("Accept: ").append(strange.oneIn(12) ? strange.one(TYPES) : "application/json").append("\r\n");
        }
        if (strange.oneIn(10)) {
            head.append(strange.one(List.of("X-Subject-Token", "X-Service-Token", "X-Bootaction-Key", "X-OpenStack-Request-ID",
                            "X-OpenStack-Nova-API-Version", "X-Forwarded-Host", "X-Forwarded-Proto", "If-Match", "Range", "X-Roles")))
                    .append(": ").append(strange.text()).append("\r\n");
        }
    }

    private byte[] body(String path, StrangeValues strange) {
        if (strange.oneIn(20)) {
            return strange.json().getBytes(StandardCharsets.UTF_8);
        }
        if (strange.oneIn(80)) {
            return new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0};
        }
        List<Body> fitting = bodies.stream().filter(body -> path.contains(body.pathPart())).toList();
        JsonNode good = strange.one(fitting.isEmpty() ? bodies : fitting).json();
        return (strange.oneIn(4) ? good.toString() : strange.mutated(good)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] head, byte[] body) {
        byte[] request = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }
}
