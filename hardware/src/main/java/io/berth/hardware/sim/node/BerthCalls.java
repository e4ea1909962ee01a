package io.berth.hardware.sim.node;

import io.berth.hardware.sim.machine.NodeTimings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A node's requests. Where no Berth answers, or one that cannot (429, 5xx), a request is repeated for as long as the timings say, so
 * that a deployment outlives a restart of Berth. Any other answer is final.
 */
final class BerthCalls {

    /** Limit of one try. */
    static final Duration REQUEST_LIMIT = Duration.ofSeconds(15);

    static final long BODY_BYTES_MAX = 64L << 20;

    private final HttpClient client;
    private final NodeTimings timings;

    BerthCalls(HttpClient client, NodeTimings timings) {
        this.client = client;
        this.timings = timings;
    }

    HttpResponse<byte[]> get(URI url, List<CurlCommand.Header> headers) throws NodeFailure, InterruptedException {
        return send("GET", url, headers, "");
    }

    HttpResponse<byte[]> send(String method, URI url, List<CurlCommand.Header> headers, String body)
            throws NodeFailure, InterruptedException {
        HttpRequest request;
        try {
            request = request(method, url, headers, body);
        } catch (IllegalArgumentException e) {
            throw new NodeFailure(method + " " + url.getPath() + " is no request that can be sent: " + e.getMessage());
        }
        long giveUp = System.nanoTime() + timings.retryFor().toNanos();
        while (true) {
            String problem;
            try {
                var response = client.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_BYTES_MAX));
                if (response.statusCode() != 429 && response.statusCode() < 500) {
                    return response;
                }
                problem = "answers " + response.statusCode();
            } catch (IOException e) {
                problem = "does not answer";
            }
            if (System.nanoTime() >= giveUp) {
                throw new NodeFailure(method + " " + url.getPath() + ": Berth " + problem + ", giving up.");
            }
            Thread.sleep(timings.retryEvery());
        }
    }

    private static HttpRequest request(String method, URI url, List<CurlCommand.Header> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(REQUEST_LIMIT)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (CurlCommand.Header header : headers) {
            if (!isOwnedByClient(header.name())) {
                request.header(header.name(), header.value());
            }
        }
        return request.build();
    }

    /** Headers that the HTTP client computes and does not let its user set. */
    private static boolean isOwnedByClient(String name) {
        return Set.of("host", "content-length", "connection", "expect", "upgrade")
                .contains(name.toLowerCase(Locale.ROOT));
    }
}
