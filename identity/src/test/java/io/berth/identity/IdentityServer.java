package io.berth.identity;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;

import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.http.Health;
import io.berth.http.HttpServer;
import io.berth.http.Json;
import io.berth.identity.catalog.Catalog;
import io.berth.identity.policy.OsloPolicy;
import io.berth.identity.token.Passwords;
import io.berth.identity.wire.Discovery;
import io.berth.store.Store;
import tools.jackson.databind.JsonNode;

/** A running identity service with demo users, and a client for it. */
public final class IdentityServer implements AutoCloseable {
    public static final String ADMIN_PASSWORD = "admin-secret";
    public static final String DEMO_PASSWORD = "demo-secret";
    /** bcrypt's least: tests check logins, not the cost. */
    private static final int COST = 4;

    private final HttpServer server;
    private final Identity identity;
    private final HttpClient client = HttpClient.newHttpClient();

    public record Answer(int status, JsonNode json, HttpResponse<String> raw) {
        public Optional<String> header(String name) {
            return raw.headers().firstValue(name);
        }

        public String message() {
            return json.path("error").path("message").asString("");
        }
    }

    public IdentityServer(Store store, Clock clock) {
        identity = identity(store, clock);
        identity.bootstrap(Optional.of(ADMIN_PASSWORD)).withDemoUsers(DEMO_PASSWORD).run();
        server = HttpServer.start(
                "127.0.0.1",
                0,
                List.of(
                        Health.api(() -> true, () -> ""),
                        Discovery.atRoot("/identity"),
                        identity.api(Catalog.ofBerth(), OsloPolicy.of(List.of(IdentityPolicy.DEFAULTS)))),
                Ids.random(),
                HttpServer.newMetrics());
    }

    public static Identity identity(Store store, Clock clock) {
        return new Identity(store, clock, Ids.random(), new Passwords(Ids.random(), COST));
    }

    public Identity identity() {
        return identity;
    }

    public String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    /** @param headers name, value, name, value … */
    public Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin() + path));
        request.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> raw = client.send(request.build(), BodyHandlers.ofString());
            boolean isJson = raw.headers().firstValue("Content-Type").orElse("").startsWith("application/json")
                    && !raw.body().isEmpty();
            return new Answer(raw.statusCode(), isJson ? Json.read(raw.body().getBytes()) : Json.object(), raw);
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(method + " " + path, failure);
        }
    }

    public Answer get(String token, String path) {
        return send("GET", path, "", "X-Auth-Token", token);
    }

    public Answer post(String path, String json) {
        return send("POST", path, json, "Content-Type", "application/json");
    }

    /** @param scope JSON, or empty for none */
    public Answer logIn(String user, String password, String scope) {
        return post("/identity/v3/auth/tokens", passwordBody(user, password, scope));
    }

    public static String passwordBody(String user, String password, String scope) {
        String and = scope.isEmpty() ? "" : ", \"scope\": " + scope;
        return """
                {"auth": {"identity": {"methods": ["password"], "password": {"user":
                  {"name": "%s", "domain": {"name": "Default"}, "password": "%s"}}}%s}}""".formatted(user, password, and);
    }

    public static String project(String name) {
        return "{\"project\": {\"name\": \"" + name + "\", \"domain\": {\"name\": \"Default\"}}}";
    }

    public String adminToken() {
        return token(logIn("admin", ADMIN_PASSWORD, project("admin")));
    }

    public String demoToken() {
        return token(logIn("demo", DEMO_PASSWORD, project("demo")));
    }

    public String serviceToken() {
        return token(logIn("nova", DEMO_PASSWORD, project("service")));
    }

    public static String token(Answer login) {
        return login.header("X-Subject-Token").orElseThrow(() -> new AssertionError("no token in " + login));
    }

    @Override
    public void close() {
        server.close();
    }
}
