package io.berth.server.demo;

import io.berth.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Somebody in the story: logs in as any client would and calls Berth over HTTP. */
final class User {
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final HttpClient http;
    private final URI base;
    private final Teller teller;
    private final String token;
    private final String projectId;

    private User(HttpClient http, URI base, Teller teller, String token, String projectId) {
        this.http = http;
        this.base = base;
        this.teller = teller;
        this.token = token;
        this.projectId = projectId;
    }

    /** Logs in with a password, scoped to a project. */
    static User logIn(HttpClient http, URI base, Teller teller, String name, String password, String project) {
        User nobody = new User(http, base, teller, "", "");
        Map<String, String> domain = Map.of("id", "default");
        Answer answer = nobody.send("POST", "/identity/v3/auth/tokens", Map.of(), Optional.of(Map.of("auth", Map.of(
                "identity", Map.of("methods", List.of("password"), "password", Map.of("user", Map.of(
                        "name", name, "password", password, "domain", domain))),
                "scope", Map.of("project", Map.of("name", project, "domain", domain))))));
        nobody.expect(answer, 201, "logging in as " + name);
        String token = answer.headers().firstValue("X-Subject-Token").orElseThrow();
        return new User(http, base, teller, token, answer.json().at("/token/project/id").asString());
    }

    /** Somebody whose word is taken: for a Berth without authentication. */
    static User believed(HttpClient http, URI base, Teller teller, String name, String project) {
        return new User(http, base, teller, name + ":" + project, project);
    }

    String projectId() {
        return projectId;
    }

    /** Calls, tells the call, and insists on the status. */
    Answer get(String path, int status) {
        return told("GET", path, Map.of(), Optional.empty(), status);
    }

    Answer get(String path, Map<String, String> headers, int status) {
        return told("GET", path, headers, Optional.empty(), status);
    }

    Answer post(String path, Object body, int status) {
        return told("POST", path, Map.of(), Optional.of(body), status);
    }

    Answer put(String path, Object body, int status) {
        return told("PUT", path, Map.of(), Optional.of(body), status);
    }

    private Answer told(String method, String path, Map<String, String> headers, Optional<Object> body, int status) {
        long began = System.nanoTime();
        Answer answer = send(method, path, headers, body);
        teller.call(method, path, answer.status(), System.nanoTime() - began);
        expect(answer, status, method + " " + path);
        return answer;
    }

    /** Looks again and again until the answer is as wanted; tells the last look and how long it took altogether. */
    JsonNode await(String path, String wanted, Predicate<JsonNode> holds) {
        long began = System.nanoTime();
        while (true) {
            Answer answer = send("GET", path, Map.of(), Optional.empty());
            if (answer.status() == 200 && holds.test(answer.json())) {
                teller.call("GET", path, answer.status(), System.nanoTime() - began);
                return answer.json();
            }
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new StoryFailed(teller.current() + ": waited " + PATIENCE.toSeconds() + " s in vain until " + wanted
                        + "; the last answer to GET " + path + " was " + answer.status() + " " + answer.text());
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private void expect(Answer answer, int status, String what) {
        if (answer.status() != status) {
            throw new StoryFailed(teller.current() + ": " + what + " was answered with " + answer.status()
                    + " where " + status + " was expected: " + answer.text());
        }
    }

    private Answer send(String method, String path, Map<String, String> headers, Optional<Object> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(CALL_TIMEOUT)
                .header("Accept", "application/json");
        if (!token.isEmpty()) {
            request.header("X-Auth-Token", token);
        }
        headers.forEach(request::header);
        body.ifPresent(json -> request.header("Content-Type", "application/json"));
        request.method(method, body.map(json -> BodyPublishers.ofByteArray(Json.bytes(json))).orElse(BodyPublishers.noBody()));
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException failure) {
            throw new StoryFailed(teller.current() + ": " + method + " " + path + " failed: " + failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new StoryFailed(teller.current() + ": interrupted");
        }
    }
}
