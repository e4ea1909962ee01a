package io.berth.server.cli.remote;

import io.berth.http.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** A Berth that runs elsewhere, and who asks it: the options, {@code OS_…} variables and clouds that OpenStack's clients know. */
public final class RunningBerth {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final String STANDARD_URL = "http://127.0.0.1:8770";
    private static final String AUTH_URL = "--os-auth-url, $OS_AUTH_URL or auth_url in clouds.yaml";

    @Option(names = "--url", paramLabel = "URL", description = "Where it runs. Default: where $$OS_AUTH_URL is, else " + STANDARD_URL + ".")
    private Optional<URI> url = Optional.empty();

    @Option(names = "--os-cloud", paramLabel = "NAME", description = "A cloud of clouds.yaml, in place of the $$OS_ variables; other options win over it. Default: $$OS_CLOUD.")
    private Optional<String> cloud = Optional.empty();

    @Option(names = "--os-auth-url", paramLabel = "URL", description = "Where tokens come from. Default: $$OS_AUTH_URL, else Berth's own /identity/v3.")
    private Optional<String> authUrl = Optional.empty();

    @Option(names = "--os-username", paramLabel = "NAME", description = "Default: $$OS_USERNAME, else admin.")
    private Optional<String> username = Optional.empty();

    @Option(names = "--os-password", paramLabel = "TEXT", description = "Default: $$OS_PASSWORD.")
    private Optional<String> password = Optional.empty();

    @Option(names = "--os-project-name", paramLabel = "NAME", description = "Default: $$OS_PROJECT_NAME, else admin.")
    private Optional<String> project = Optional.empty();

    @Option(names = "--os-token", paramLabel = "TOKEN", description = "In place of name and password. Default: $$OS_TOKEN.")
    private Optional<String> token = Optional.empty();

    private Optional<Login> login = Optional.empty();
    private Optional<String> issued = Optional.empty();

    /**
     * What it answers.
     *
     * @throws Refused with the API's words where that is an error
     * @throws NotAnswered where nobody answers, or nobody may be asked
     */
    public JsonNode get(Address address) {
        return send("GET", address, Map.of(), Optional.empty());
    }

    /** The same, with a header such as a microversion. */
    public JsonNode get(Address address, Map<String, String> headers) {
        return send("GET", address, headers, Optional.empty());
    }

    public JsonNode post(Address address, Object json) {
        return send("POST", address, Map.of(), Optional.of(json));
    }

    /** The same, with a header such as an idempotency key. */
    public JsonNode post(Address address, Map<String, String> headers, Object json) {
        return send("POST", address, headers, Optional.of(json));
    }

    public JsonNode put(Address address, Object json) {
        return send("PUT", address, Map.of(), Optional.of(json));
    }

    public JsonNode delete(Address address) {
        return send("DELETE", address, Map.of(), Optional.empty());
    }

    private JsonNode send(String method, Address address, Map<String, String> headers, Optional<Object> json) {
        URI asked = address.at(base());
        BodyPublisher body = json.map(it -> BodyPublishers.ofByteArray(Json.bytes(it))).orElse(BodyPublishers.noBody());
        HttpRequest.Builder request = HttpRequest.newBuilder(asked).header("X-Auth-Token", token()).method(method, body);
        headers.forEach(request::header);
        json.ifPresent(it -> request.header("Content-Type", "application/json"));
        HttpResponse<byte[]> response = send(request);
        if (response.statusCode() / 100 != 2) {
            throw Refused.of(method + " " + asked, response.statusCode(), response.body());
        }
        return response.body().length == 0 ? Json.object() : Json.read(response.body());
    }

    private URI base() {
        return url.map(it -> service(it.toString(), "--url"))
                .or(() -> login().authUrl().map(it -> service(it, AUTH_URL).resolve("/")))
                .orElse(URI.create(STANDARD_URL));
    }

    /** @param from who says where it is */
    private static URI service(String text, String from) {
        try {
            URI url = URI.create(text);
            if (List.of("http", "https").contains(String.valueOf(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException noUrl) {
            // told below
        }
        throw new NotAnswered("'" + text + "' is no URL as " + STANDARD_URL + ": see " + from);
    }

    private String token() {
        String used = login().token().or(() -> issued).orElseGet(this::logIn);
        issued = Optional.of(used);
        return used;
    }

    private Login login() {
        if (login.isEmpty()) {
            Map<String, String> said = new HashMap<>();
            authUrl.ifPresent(it -> said.put("auth_url", it));
            username.ifPresent(it -> said.put("username", it));
            password.ifPresent(it -> said.put("password", it));
            project.ifPresent(it -> said.put("project_name", it));
            token.ifPresent(it -> said.put("token", it));
            login = Optional.of(Login.of(said, cloud, System.getenv()));
        }
        return login.get();
    }

    private String logIn() {
        Login who = login();
        URI identity = who.authUrl().map(it -> service(it, AUTH_URL)).orElseGet(() -> base().resolve("/identity/v3"));
        URI tokens = URI.create(identity.toString().replaceAll("/+$", "") + "/auth/tokens");
        HttpResponse<byte[]> response = send(HttpRequest.newBuilder(tokens)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(who.request())));
        return response.headers().firstValue("X-Subject-Token").orElseThrow(() -> {
            Refused refused = Refused.of("it", response.statusCode(), response.body());
            return new NotAnswered(
                    "logging in as " + who.username() + " at " + tokens + " failed: " + refused.getMessage(), refused.isForNow());
        });
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        HttpRequest built = request.timeout(TIMEOUT).header("Accept", "application/json").build();
        try {
            return Http.CLIENT.send(built, BodyHandlers.ofByteArray());
        } catch (IOException failure) {
            throw new NotAnswered(
                    "nobody answers at " + built.uri() + " (" + why(failure) + "): is Berth running there? --url says where",
                    true);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new NotAnswered("interrupted", true);
        }
    }

    /** Made with the first question: each command of the line has a Berth to ask, and one command at most is run. */
    private static final class Http {
        static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** Java's exceptions of failed connections often have no words. */
    private static String why(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "this machine does not know the name";
            }
        }
        if (failure.getMessage() != null) {
            return failure.getMessage();
        }
        return failure instanceof ConnectException ? "the connection is refused" : failure.toString();
    }
}
