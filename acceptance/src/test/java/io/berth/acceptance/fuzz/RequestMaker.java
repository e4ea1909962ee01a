package io.berth.acceptance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Makes requests that are almost right. The same seed and number make the same request, given the same routes, bodies and ids.
 *
 * @param routes {@code METHOD path} as {@code berth routes} prints them, variables in braces
 * @param bodies good bodies, to be spoilt; for the routes whose path contains the word
 * @param ids of things that exist
 * @param token a good one
 */
public record RequestMaker(long seed, List<String> routes, List<Body> bodies, List<String> ids, String token) {
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW");
    private static final List<String> VERSIONS = List.of(
            "placement latest", "placement 1.0", "placement 1.12", "placement 1.28", "placement 1.38", "placement 9.9", "placement x",
            "volume 3.5", "volume 3.34", "volume latest", "volume", "compute 2.1", "compute 2.93", "compute latest", "reservation 1.0", "1.1", ",,,");
    private static final List<String> TYPES = List.of(
            "application/json", "application/json", "application/json", "application/json; charset=utf-16", "text/plain", "application/xml",
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
        String[] route = strange.one(routes).split(" ", 2);
        String method = strange.oneIn(20) ? strange.one(METHODS) : route[0];
        StringBuilder head = new StringBuilder(method).append(' ').append(path(route[1], strange)).append(query(strange)).append(" HTTP/1.1\r\n");
        head.append("Host: berth\r\nConnection: close\r\n");
        if (!strange.oneIn(30)) {
            head.append("X-Auth-Token: ").append(strange.oneIn(30) ? strange.text() : token).append("\r\n");
        }
        headers(head, strange);
        byte[] body = takesBody(method) || strange.oneIn(15) ? body(route[1], strange) : new byte[0];
        if (body.length > 0 || takesBody(method)) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return concat(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8), body);
    }

    private static boolean takesBody(String method) {
        return List.of("POST", "PUT", "PATCH").contains(method);
    }

    private String path(String template, StrangeValues strange) {
        Matcher variable = VARIABLE.matcher(template);
        StringBuilder path = new StringBuilder();
        while (variable.find()) {
            String value = strange.oneIn(2) ? strange.one(ids) : strange.text();
            variable.appendReplacement(path, Matcher.quoteReplacement(value));
        }
        variable.appendTail(path);
        return strange.oneIn(25) ? path + "/" + strange.text() : path.isEmpty() ? "/" : path.toString();
    }

    private String query(StrangeValues strange) {
        if (strange.oneIn(2)) {
            return "";
        }
        List<String> parameters = new ArrayList<>();
        do {
            String value = strange.oneIn(3) ? strange.one(ids) : strange.text();
            parameters.add(strange.oneIn(8) ? strange.text() : strange.one(PARAMETERS) + "=" + value);
        } while (strange.oneIn(2));
        return "?" + String.join("&", parameters).replace("?", "%3F").replace("#", "%23");
    }

    private void headers(StringBuilder head, StrangeValues strange) {
        if (!strange.oneIn(3)) {
            head.append("OpenStack-API-Version: ").append(strange.one(VERSIONS)).append("\r\n");
        }
        if (!strange.oneIn(4)) {
            head.append("Content-Type: ").append(strange.one(TYPES)).append("\r\n");
        }
        if (strange.oneIn(2)) {
            head.append("Accept: ").append(strange.one(TYPES)).append("\r\n");
        }
        if (strange.oneIn(6)) {
            head.append(strange.one(List.of("X-Subject-Token", "X-Service-Token", "X-Bootaction-Key", "X-OpenStack-Request-ID",
                            "X-OpenStack-Nova-API-Version", "X-Forwarded-Host", "X-Forwarded-Proto", "If-Match", "Range", "X-Roles")))
                    .append(": ").append(strange.text()).append("\r\n");
        }
    }

    private byte[] body(String path, StrangeValues strange) {
        if (strange.oneIn(10)) {
            return strange.json().getBytes(StandardCharsets.UTF_8);
        }
        if (strange.oneIn(40)) {
            return new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0};
        }
        List<Body> fitting = bodies.stream().filter(body -> path.contains(body.pathPart())).toList();
        return strange.mutated(strange.one(fitting.isEmpty() ? bodies : fitting).json()).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] concat(byte[] head, byte[] body) {
        byte[] request = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }
}
