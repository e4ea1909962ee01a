package io.berth.hardware.redfish;

import io.berth.hardware.BmcEndpoint;
import io.berth.hardware.BmcTimings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Requests to controllers. Bounded in time (also while the body drips in) and in size; redirects are not followed, because
 * a token must not travel to another address than the configured one.
 */
final class RedfishHttp {

    /** A computer system with all its links is some 20 KiB; no honest resource comes near this. */
    static final int BODY_BYTES_MAX = 1 << 20;

    private final BmcTimings timings;
    private final HttpClient verifying;
    private final HttpClient trusting;

    RedfishHttp(BmcTimings timings) {
        this.timings = timings;
        this.verifying = builder(timings).build();
        this.trusting = builder(timings).sslContext(TrustAnyCertificate.sslContext()).build();
    }

    private static HttpClient.Builder builder(BmcTimings timings) {
        // HTTP/2 upgrade headers make some controllers drop the connection.
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timings.connect());
    }

    /** Reads a resource; tried again when no answer came. */
    RedfishReply get(BmcEndpoint endpoint, String path, String token) throws RedfishFailure {
        for (int attempt = 1; ; attempt++) {
            try {
                return send(endpoint, "GET", path, token, "");
            } catch (RedfishFailure failure) {
                if (attempt >= timings.readTries() || Thread.currentThread().isInterrupted()) {
                    throw failure;
                }
                pause(timings.readPause());
            }
        }
    }

    /** Sends a request once. {@code token} and {@code json} are left out when empty. */
    RedfishReply send(BmcEndpoint endpoint, String method, String path, String token, String json)
            throws RedfishFailure {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(endpoint, path))
                .timeout(timings.request())
                .header("Accept", "*/*")
                .header("OData-Version", "4.0");
        if (!token.isEmpty()) {
            request.header("X-Auth-Token", token);
        }
        if (json.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(method, HttpRequest.BodyPublishers.ofString(json));
        }
        HttpResponse<byte[]> response = await(endpoint, request.build());
        Map<String, String> headers = new HashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        return new RedfishReply(response.statusCode(), Map.copyOf(headers), RedfishReply.parse(response.body()));
    }

    private HttpResponse<byte[]> await(BmcEndpoint endpoint, HttpRequest request) throws RedfishFailure {
        HttpClient client = endpoint.verifyTls() ? verifying : trusting;
        Future<HttpResponse<byte[]>> answer =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_BYTES_MAX));
        try {
            return answer.get(timings.request().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw RedfishFailure.unreachable(noAnswer(endpoint) + "no answer within " + inWords(timings.request()));
        } catch (ExecutionException e) {
            throw RedfishFailure.unreachable(noAnswer(endpoint) + cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RedfishFailure.unreachable(noAnswer(endpoint) + "interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    /** Waits; an interrupt ends the wait and the command. */
    static void pause(Duration duration) throws RedfishFailure {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RedfishFailure.unreachable("Interrupted while waiting for the BMC.");
        }
    }

    private static String noAnswer(BmcEndpoint endpoint) {
        return "BMC " + endpoint.name() + " is unreachable: ";
    }

    private String cause(ExecutionException failure) {
        return switch (failure.getCause()) {
            case HttpConnectTimeoutException e -> "no connection within " + inWords(timings.connect());
            case HttpTimeoutException e -> "no answer within " + inWords(timings.request());
            case ConnectException e -> "connection refused";
            case SSLException e -> "TLS failed, " + e.getMessage();
            case IOException e -> "connection lost";
            case Throwable e -> e.getClass().getSimpleName();
            case null -> "no answer";
        };
    }

    private static String inWords(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    /** Only the path (and query) of what a controller links to is used, on the configured host. */
    private static URI address(BmcEndpoint endpoint, String path) throws RedfishFailure {
        try {
            URI linked = URI.create(path);
            String base = endpoint.base().toString().replaceAll("/+$", "");
            String query = linked.getRawQuery() == null ? "" : "?" + linked.getRawQuery();
            return URI.create(base + linked.getRawPath() + query);
        } catch (IllegalArgumentException e) {
            throw RedfishFailure.refused("BMC " + endpoint.name() + " links to something that is no address.");
        }
    }
}
