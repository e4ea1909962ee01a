package io.berth.identity.auth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

import io.berth.http.Caller;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks a Keystone what tokens stand for, with Berth's own token, which it renews when Keystone no longer takes it. */
final class KeystoneClient {
    /** Once more with a new token of our own (contract keystone §2). */
    private static final int ATTEMPTS_MAX = 2;

    private final KeystoneOptions options;
    private final URI tokens;
    private final HttpClient http;
    private final ReentrantLock loggingIn = new ReentrantLock();
    private volatile Optional<String> ownToken = Optional.empty();

    KeystoneClient(KeystoneOptions options) {
        this.options = options;
        this.tokens = URI.create(options.version3() + "/auth/tokens");
        this.http = HttpClient.newBuilder().connectTimeout(options.timeout()).build();
    }

    sealed interface Answer {
        /** @param hasAccessRules the token is good for some requests only, which Berth cannot check */
        record Valid(Caller caller, Instant expiresAt, boolean hasAccessRules) implements Answer {}

        record Invalid() implements Answer {}

        /** @param reason for the log */
        record Trouble(String reason) implements Answer {}
    }

    Answer validate(String token, boolean allowExpired) {
        if (!token.chars().allMatch(KeystoneClient::isHeaderText)) {
            return new Answer.Invalid();
        }
        try {
            for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
                Optional<String> own = ownToken.or(this::logIn);
                if (own.isEmpty()) {
                    return new Answer.Trouble("Keystone does not let the user " + options.user() + " in");
                }
                HttpResponse<byte[]> response = ask(own.get(), token, allowExpired);
                if (response.statusCode() != 401) {
                    return answer(response);
                }
                forget(own.get());
            }
            return new Answer.Trouble("Keystone refuses the tokens that it gives us");
        } catch (IOException | Unreadable failure) {
            return new Answer.Trouble("Keystone at " + tokens + ": " + failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Answer.Trouble("interrupted");
        }
    }

    /** Printable ASCII: no Keystone gives other tokens, and no others can be sent on. */
    private static boolean isHeaderText(int character) {
        return character > ' ' && character < 127;
    }

    private HttpResponse<byte[]> ask(String own, String token, boolean allowExpired)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(tokens + "?nocatalog" + (allowExpired ? "&allow_expired=1" : "")))
                .timeout(options.timeout())
                .header("Accept", "application/json")
                .header("OpenStack-Identity-Access-Rules", "1")
                .header("X-Auth-Token", own)
                .header("X-Subject-Token", token)
                .build();
        return http.send(request, BodyHandlers.ofByteArray());
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        return switch (response.statusCode()) {
            case 200 -> valid(json(response).path("token"));
            case 404 -> new Answer.Invalid();
            default -> new Answer.Trouble("Keystone answered " + response.statusCode() + " to a validation");
        };
    }

    private static Answer valid(JsonNode token) {
        JsonNode user = token.path("user");
        if (!user.path("id").isString()) {
            return new Answer.Invalid();
        }
        JsonNode project = token.path("project");
        Set<String> roles = token.path("roles").valueStream()
                .map(role -> role.path("name").asString(""))
                .collect(Collectors.toSet());
        Caller caller = new Caller(
                user.path("id").stringValue(),
                user.path("name").asString(""),
                user.path("domain").path("id").asString(""),
                text(project.path("id")),
                text(project.path("name")),
                text(project.path("domain").path("id")),
                text(token.path("domain").path("id")),
                token.path("system").path("all").asBoolean(false),
                roles);
        try {
            Instant expiresAt = OffsetDateTime.parse(token.path("expires_at").asString("")).toInstant();
            return new Answer.Valid(caller, expiresAt, token.path("application_credential").has("access_rules"));
        } catch (DateTimeParseException noTime) {
            throw new Unreadable("a token without a readable end");
        }
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return Json.read(response.body());
        } catch (HttpProblem notJson) {
            throw new Unreadable(notJson.message());
        }
    }

    /** Many requests may miss the token at once: one logs in, the others find its token. */
    private Optional<String> logIn() {
        loggingIn.lock();
        try {
            if (ownToken.isEmpty()) {
                HttpResponse<byte[]> response = http.send(
                        HttpRequest.newBuilder(tokens)
                                .timeout(options.timeout())
                                .header("Accept", "application/json")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofByteArray(credentials()))
                                .build(),
                        BodyHandlers.ofByteArray());
                ownToken = response.statusCode() == 201
                        ? response.headers().firstValue("X-Subject-Token")
                        : Optional.empty();
            }
            return ownToken;
        } catch (IOException failure) {
            throw new Unreadable(failure.toString());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            loggingIn.unlock();
        }
    }

    private void forget(String refused) {
        loggingIn.lock();
        try {
            if (ownToken.equals(Optional.of(refused))) {
                ownToken = Optional.empty();
            }
        } finally {
            loggingIn.unlock();
        }
    }

    private byte[] credentials() {
        ObjectNode body = Json.object();
        ObjectNode auth = body.putObject("auth");
        ObjectNode identity = auth.putObject("identity");
        identity.putArray("methods").add("password");
        ObjectNode user = identity.putObject("password").putObject("user");
        user.put("name", options.user()).put("password", options.password());
        user.putObject("domain").put("name", options.domain());
        ObjectNode project = auth.putObject("scope").putObject("project");
        project.put("name", options.project());
        project.putObject("domain").put("name", options.domain());
        return Json.text(body).getBytes(StandardCharsets.UTF_8);
    }

    /** Keystone, or what answers in its place, said something that cannot be read. */
    private static final class Unreadable extends RuntimeException {
        Unreadable(String reason) {
            super(reason, null, false, false);
        }
    }
}
