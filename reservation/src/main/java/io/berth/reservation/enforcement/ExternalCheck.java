package io.berth.reservation.enforcement;

import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.DeniedByExternalService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks a service of the site by HTTP (contract blazar §18: {@code ExternalServiceFilter}): 204 is yes, everything else is no,
 * no answer too; 403 may say why in {@code {"message": …}}. Waits on the calling thread.
 */
final class ExternalCheck {
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int ALLOWED = 204;
    private static final int DENIED = 403;

    /** Of what a service that says no may tell the user. */
    private static final int MESSAGE_LENGTH_MAX = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ExternalCheck.class);

    private final URI base;
    private final Optional<String> token;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param base should end with a slash: the names of the calls are resolved against it */
    ExternalCheck(URI base, Optional<String> token) {
        this.base = base;
        this.token = token;
    }

    /** @param call {@code check-create} and the like */
    Optional<ReservationRefusal> ask(String call, ObjectNode body) {
        URI target = base.resolve(call);
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
        token.ifPresent(value -> request.header("X-Auth-Token", value));
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() == ALLOWED) {
                return Optional.empty();
            }
            LOG.info("{} answered {}", target, answer.statusCode());
            return Optional.of(new DeniedByExternalService(
                    answer.statusCode() == DENIED ? message(answer.body()) : Optional.empty()));
        } catch (IOException unreachable) {
            LOG.warn("{} does not answer: {}", target, unreachable.toString());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return Optional.of(new DeniedByExternalService(Optional.empty()));
    }

    private static Optional<String> message(byte[] body) {
        try {
            return Optional.of(Json.read(body).path("message").asString(""))
                    .filter(text -> !text.isEmpty())
                    .map(text -> text.substring(0, Math.min(text.length(), MESSAGE_LENGTH_MAX)));
        } catch (HttpProblem noJson) {
            return Optional.empty();
        }
    }
}
