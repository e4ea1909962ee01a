package io.berth.acceptance.harness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who calls a Berth over HTTP: with a token, or without. Headers added here go with every call. */
public final class Session {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final URI berth;
    private final String projectId;
    private final Map<String, String> headers;

    private Session(URI berth, String projectId, Map<String, String> headers) {
        this.berth = berth;
        this.projectId = projectId;
        this.headers = Map.copyOf(headers);
    }

    public static Session nobody(URI berth) {
        return new Session(berth, "", Map.of("Accept", "application/json"));
    }

    /** Logs in with the password of the tests. */
    public static Session logIn(URI berth, String user, String project) {
        Map<String, String> domain = Map.of("id", "default");
        Answer answer = nobody(berth).post("/identity/v3/auth/tokens", Map.of("auth", Map.of(
                        "identity", Map.of("methods", List.of("password"), "password", Map.of("user", Map.of(
                                "name", user, "password", BerthProcess.PASSWORD, "domain", domain))),
                        "scope", Map.of("project", Map.of("name", project, "domain", domain)))))
                .expect(201);
        return nobody(berth).with("X-Auth-Token", answer.header("X-Subject-Token"))
                .of(answer.text("/token/project/id"));
    }

    /** Somebody whom a Berth with {@code --auth noauth} believes to be this {@code user:project}. */
    public static Session believed(URI berth, String user, String project) {
        return nobody(berth).with("X-Auth-Token", user + ":" + project).of(project);
    }

    private Session of(String project) {
        return new Session(berth, project, headers);
    }

    /** The same caller, sending this header too; an empty value drops the header. */
    public Session with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        if (value.isEmpty()) {
            more.remove(name);
        } else {
            more.put(name, value);
        }
        return new Session(berth, projectId, more);
    }

    /** Speaking a microversion: {@code ("placement", "1.39")}. */
    public Session version(String service, String version) {
        return with("OpenStack-API-Version", service + " " + version);
    }

    public String projectId() {
        return projectId;
    }

    public String token() {
        return headers.getOrDefault("X-Auth-Token", "");
    }

    public Answer get(String path) {
        return send("GET", path, new byte[0]);
    }

    public Answer delete(String path) {
        return send("DELETE", path, new byte[0]);
    }

    public Answer post(String path, Object json) {
        return sendJson("POST", path, json);
    }

    public Answer put(String path, Object json) {
        return sendJson("PUT", path, json);
    }

    private Answer sendJson(String method, String path, Object json) {
        byte[] body = JsonMapper.shared().writeValueAsBytes(json);
        boolean isTyped = headers.keySet().stream().anyMatch("Content-Type"::equalsIgnoreCase);
        return (isTyped ? this : with("Content-Type", "application/json")).send(method, path, body);
    }

    /** Sends exactly this; an empty body is none. */
    public Answer send(String method, String path, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : berth + path))
                .timeout(LIMIT)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            return new Answer(method + " " + path + " " + new String(body, StandardCharsets.UTF_8),
                    HTTP.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException failure) {
            throw new AssertionError(method + " " + path + " got no answer: " + failure, failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stop);
        }
    }
}
