package io.berth.reservation.enforcement;

import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.JsonPost;
import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.DeniedByExternalService;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
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
    private final JsonPost client = new JsonPost(TIMEOUT);

    /** @param base below which the calls are, with or without a slash at its end */
    ExternalCheck(URI base, Optional<String> token) {
        this.base = base.toString().endsWith("/") ? base : URI.create(base + "/");
        this.token = token;
    }

    /** @param call {@code check-create} and the like */
    Optional<ReservationRefusal> ask(String call, ObjectNode body) {
        URI target = base.resolve(call);
        Map<String, String> headers = token.map(value -> Map.of("X-Auth-Token", value)).orElse(Map.of());
        Optional<JsonPost.Answer> answer = client.send(target, headers, body);
        if (answer.isPresent() && answer.get().status() == ALLOWED) {
            return Optional.empty();
        }
        answer.ifPresent(it -> LOG.info("{} answered {}", target, it.status()));
        return Optional.of(new DeniedByExternalService(
                answer.filter(it -> it.status() == DENIED).flatMap(it -> message(it.body()))));
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
