package io.berth.acceptance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
            "placement 1.12, volume 3.31, compute 2.76", "placement 1.28, volume 3.34, compute 2.82",
            "placement 1.10", "placement 1.17", "placement 1.25", "placement 1.30", "placement 1.34", "placement 1.36", "placement 1.38",
            "placement 1.39", "placement latest");
    private static final List<String> STRANGE_VERSIONS =
            List.of("placement 9.9", "placement x", "volume", "volume 99999999999.1", "compute -1", "reservation 1.0", "1.1", ",,,",
                    "placement 1.39, placement 1.0", "PLACEMENT 1.39", "placement 1.39.1", "placement  1.39", "placement 1.\u00b2", "placement -1.-2",
                    "placement 1." + "9".repeat(400), "\u00ff\u00fe");
    private static final List<String> TYPES = List.of(
            "application/json", "application/json; charset=utf-16", "text/plain", "application/xml",
            "multipart/form-data", "*/*", ";", "", "application/json;q=0", "text/html, */*;q=0.1", "application/json;q=x", "APPLICATION/JSON",
            "application/*", "a/b;" + "c=d;".repeat(500), "\u00e4/\u00ff", "application/json, application/json", ",,,");
    private static final List<String> LENGTHS = List.of("+%d", "0%d", "%d, %d", "hi mom", "-1", "%d.0", "0x%x", "99999999999999999999", "\u00b2");
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
        StringBuilder head = new StringBuilder(method).append(' ').append(path(route[0].equals("DELETE"), route[1], strange)).append(query(route[1], strange)).append(" HTTP/1.1\r\n");
        head.append("Host: berth\r\nConnection: close\r\n");
        tokens(head, strange);
        headers(head, strange);
        byte[] body = takesBody(method) || strange.oneIn(25) ? body(route[1], strange) : new byte[0];
        if (body.length > 0 && strange.oneIn(20)) {
            head.append("Transfer-Encoding: chunked\r\n");
            body = chunked(body, strange);
        } else if (body.length > 0 || takesBody(method)) {
            String length = strange.oneIn(40) ? strange.one(LENGTHS).formatted(body.length, body.length) : "" + body.length;
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return concat(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1), body);
    }

    private void tokens(StringBuilder head, StrangeValues strange) {
        if (strange.oneIn(40)) {
            return;
        }
        String sent = strange.oneIn(40) ? strange.text() : strange.oneIn(40) ? " \t" + token + "  " : token;
        head.append(strange.oneIn(40) ? "X-Storage-Token: " : "x-aUTH-token: ").append(sent).append("\r\n");
        if (strange.oneIn(40)) {
            head.append(strange.one(List.of("X-Auth-Token: ", "X-Service-Token: "))).append(strange.oneIn(2) ? token : strange.text()).append("\r\n");
        }
    }

    /** In pieces of any size; a piece longer than was said, now and then. */
    private static byte[] chunked(byte[] body, StrangeValues strange) {
        byte[] all = new byte[0];
        for (int at = 0; at < body.length; ) {
            int length = Math.min(body.length - at, 1 + strange.below(2_000));
            String said = Integer.toHexString(strange.oneIn(60) ? length - 1 : length);
            all = concat(all, (said + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            all = concat(all, Arrays.copyOfRange(body, at, at + length));
            all = concat(all, "\r\n".getBytes(StandardCharsets.ISO_8859_1));
            at += length;
        }
        return concat(all, "0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
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

    private String query(String route, StrangeValues strange) {
        boolean isSearch = route.startsWith("/placement") && !route.contains("{");
        if (isSearch && !strange.oneIn(4)) {
            return "?" + new LedgerQueries(strange, ids.get("")).make().replace("?", "%3F").replace("#", "%23");
        }
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
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }
}
