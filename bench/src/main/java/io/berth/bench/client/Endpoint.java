package io.berth.bench.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A server's address and what every request to it has.
 *
 * @param prefix what stands before every path, as in {@code /placement}
 * @param headers sent with every request
 */
public record Endpoint(String host, int port, String prefix, Map<String, String> headers) {
    public Endpoint {
        headers = Map.copyOf(headers);
    }

    /** The same server, with this header on every request. */
    public Endpoint with(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Endpoint(host, port, prefix, more);
    }

    /** The same server, with paths below this prefix. */
    public Endpoint under(String other) {
        return new Endpoint(host, port, other, headers);
    }

    /** The bytes of a request without a body. */
    public byte[] request(String method, String path) {
        return (head(method, path) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes of a request with a JSON body. */
    public byte[] request(String method, String path, String json) {
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return (head(method, path) + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n" + json)
                .getBytes(StandardCharsets.UTF_8);
    }

    private String head(String method, String path) {
        StringBuilder head = new StringBuilder(method).append(' ').append(prefix).append(path).append(" HTTP/1.1\r\n")
                .append("Host: ").append(host).append(':').append(port).append("\r\n")
                .append("Accept: application/json\r\n");
        new TreeMap<>(headers).forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.toString();
    }
}
