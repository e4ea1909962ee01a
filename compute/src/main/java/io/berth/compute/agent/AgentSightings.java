package io.berth.compute.agent;

import io.berth.base.Sweep;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks whether the agents of hosts answer: {@code HEAD} of the URL to which their events are posted. Any answer below 500 says that an
 * agent is there, 404 and 405 too, and so does 501: it only does not know the question. Another 5xx, a refused or broken connection and
 * no answer in time say that it is not.
 */
public final class AgentSightings implements AutoCloseable {
    /** How many agents are asked at one time: with {@link #TIMEOUT}, ten thousand silent ones take two minutes. */
    static final int AT_ONCE = 256;

    /** How long an agent may take to answer: it has nothing to do for it. */
    static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** How long all together may take. Of those that were not asked by then nothing is said, and the next look begins with them. */
    static final Duration ROUND = Duration.ofMinutes(5);

    private static final int FAULTS = 500;
    private static final int NOT_IMPLEMENTED = 501;

    private final Duration timeout;
    private final Sweep sweep;
    private final HttpClient client;

    public AgentSightings() {
        this(TIMEOUT, new Sweep(AT_ONCE, ROUND));
    }

    AgentSightings(Duration timeout, Sweep sweep) {
        this.timeout = timeout;
        this.sweep = sweep;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** @param agents by host; @return what was seen of each that there was time for */
    public Map<UUID, Sighting> of(Map<UUID, URI> agents) {
        return sweep.ask(agents.keySet(), host -> Optional.ofNullable(agents.get(host)).flatMap(this::look));
    }

    private Optional<Sighting> look(URI agent) {
        HttpRequest request = HttpRequest.newBuilder(agent).timeout(timeout).HEAD().build();
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            return Optional.of(
                    status < FAULTS || status == NOT_IMPLEMENTED
                            ? new Sighting.Answers(status)
                            : new Sighting.Silent("it answers " + status));
        } catch (IOException unreachable) {
            return Optional.of(new Sighting.Silent(reason(unreachable)));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private String reason(IOException unreachable) {
        return switch (unreachable) {
            case HttpTimeoutException late -> "no answer within " + timeout.toMillis() + " ms";
            case ConnectException refused -> "no connection to it";
            default -> "the connection broke";
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
