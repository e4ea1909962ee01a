package io.berth.server.cli;

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
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** A Berth that runs elsewhere, and who asks it: the options and {@code OS_…} variables that OpenStack's clients know. */
final class RunningBerth {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    @Option(names = "--url", paramLabel = "URL", description = "Where it runs. Default: where $OS_AUTH_URL is, else http://127.0.0.1:8770.")
    private Optional<URI> url = Optional.empty();

    @Option(
            names = "--os-auth-url",
            paramLabel = "URL",
            defaultValue = "${env:OS_AUTH_URL}",
            description = "Where tokens come from. Default: $$OS_AUTH_URL, else Berth's own /identity/v3.")
    private Optional<URI> authUrl = Optional.empty();

    @Option(names = "--os-username", paramLabel = "NAME", defaultValue = "${env:OS_USERNAME:-admin}", description = "Default: $$OS_USERNAME, else admin.")
    private String username = "admin";

    @Option(names = "--os-password", paramLabel = "TEXT", defaultValue = "${env:OS_PASSWORD}", description = "Default: $$OS_PASSWORD.")
    private Optional<String> password = Optional.empty();

    @Option(names = "--os-project-name", paramLabel = "NAME", defaultValue = "${env:OS_PROJECT_NAME:-admin}", description = "Default: $$OS_PROJECT_NAME, else admin.")
    private String project = "admin";

    @Option(names = "--os-token", paramLabel = "TOKEN", defaultValue = "${env:OS_TOKEN}", description = "In place of name and password. Default: $$OS_TOKEN.")
    private Optional<String> token = Optional.empty();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What cannot be asked: with the cause, and what to do about it where that is known. */
    static final class NotAnswered extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotAnswered(String why) {
            super(why);
        }
    }

    /** What it answers at this path. */
    JsonNode get(String path) {
        URI asked = base().resolve(path);
        HttpResponse<byte[]> response = send(HttpRequest.newBuilder(asked).header("X-Auth-Token", token()).GET());
        if (response.statusCode() != 200) {
            throw new NotAnswered(asked + " answered " + response.statusCode() + " " + text(response));
        }
        return Json.read(response.body());
    }

    private URI base() {
        return url.or(() -> authUrl.map(it -> it.resolve("/"))).orElse(URI.create("http://127.0.0.1:8770"));
    }

    private String token() {
        return token.orElseGet(this::logIn);
    }

    private String logIn() {
        URI tokens = URI.create(authUrl.map(URI::toString).orElse(base().resolve("/identity/v3") + "").replaceAll("/+$", "") + "/auth/tokens");
        Map<String, String> domain = Map.of("id", "default");
        Map<String, Object> user = Map.of(
                "name", username,
                "domain", domain,
                "password", password.orElseThrow(() -> new NotAnswered("a password is needed: --os-password or $OS_PASSWORD")));
        Object body = Map.of("auth", Map.of(
                "identity", Map.of("methods", List.of("password"), "password", Map.of("user", user)),
                "scope", Map.of("project", Map.of("name", project, "domain", domain))));
        HttpResponse<byte[]> response = send(HttpRequest.newBuilder(tokens)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.bytes(body))));
        return response.headers()
                .firstValue("X-Subject-Token")
                .orElseThrow(() -> new NotAnswered("logging in as " + username + " at " + tokens + " was answered with "
                        + response.statusCode() + " " + text(response)));
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        HttpRequest built = request.timeout(TIMEOUT).header("Accept", "application/json").build();
        try {
            return http.send(built, BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw new NotAnswered("nobody answers at " + built.uri() + " (" + failure + "): is Berth running there? --url says where");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new NotAnswered("interrupted");
        }
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
