package io.berth.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts JSON to services beside Berth, which may be slow or gone. Waits on the calling thread, and not for long. */
public final class JsonPost implements AutoCloseable {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Logger LOG = LoggerFactory.getLogger(JsonPost.class);

    private final Duration timeout;
    private final HttpClient client;

    /** @param timeout for the connection, and for the whole answer */
    public JsonPost(Duration timeout) {
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    public record Answer(int status, byte[] body) {
        public boolean isSuccess() {
            return status / 100 == 2;
        }

        /** Whether asking again would be in vain: it is the request that is at fault. */
        public boolean isRefusal() {
            return status / 100 == 4 && status != REQUEST_TIMEOUT && status != TOO_MANY_REQUESTS;
        }
    }

    /**
     * What the service answers; absent where it does not, which is logged.
     *
     * @param body anything that Jackson can write
     */
    public Optional<Answer> send(URI target, Map<String, String> headers, Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
            return Optional.of(new Answer(answer.statusCode(), answer.body()));
        } catch (IOException unreachable) {
            LOG.warn("{} does not answer: {}", target, unreachable.toString());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
