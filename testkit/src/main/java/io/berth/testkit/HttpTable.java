package io.berth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/**
 * HTTP behaviour as a table that a stranger can read, run against any server: a YAML file of requests and expected answers,
 * played in order.
 *
 * <pre>
 * defaults: {headers: {x-auth-token: admin}}       # of all requests; a null in a case takes one away
 * cases:
 *   - name: a provider is created
 *     request:
 *       method: POST                               # GET where it is missing
 *       path: /resource_providers                  # below the base address
 *       headers: {openstack-api-version: placement 1.20}
 *       body: {name: "${uuid:host}"}               # JSON; or text: "…" as it is
 *     expect:
 *       status: 200
 *       headers: {content-type: application/json, vary: null}    # null: not there
 *       json: {generation: 0}                      # at least this: see JsonExpectation
 *       exact: {…}                                 # this and nothing else
 *       text: ""                                   # the body as it is
 *       contains: ["already exists"]               # all of these are in the body (JSON escapes undone)
 *       lacks: ["…"]
 *     capture: {generation: /generation}           # JSON pointer → ${generation} from here on
 *     real: answers 500                            # how the real service differs, if it does: see testsOfTheRealOne
 * </pre>
 *
 * <p>{@code ${uuid:x}} is a fresh UUID, the same wherever the file names {@code x}; {@code ${x}} what was captured, and
 * as all of a JSON text {@code ${int:x}} the same as a number; {@code ${repeat:x:201}} is a text of 201 times x.
 */
public final class HttpTable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final String file;
    private final Map<String, String> defaults;
    private final List<Map<String, Object>> cases;

    private HttpTable(String file, Map<String, String> defaults, List<Map<String, Object>> cases) {
        this.file = file;
        this.defaults = defaults;
        this.cases = cases;
    }

    /**
     * Reads a table.
     *
     * @param resource on the class path: {@code /tables/providers.yaml}
     */
    public static HttpTable load(String resource) {
        try (InputStream stream = Objects.requireNonNull(HttpTable.class.getResourceAsStream(resource), resource)) {
            Map<String, Object> table = map(new Yaml(new SafeConstructor(new LoaderOptions())).load(stream));
            Map<String, String> headers = strings(map(table.getOrDefault("defaults", Map.of())).get("headers"));
            return new HttpTable(resource, headers, list(table.get("cases")).stream().map(HttpTable::map).toList());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** One test a case, to be returned by a {@code @TestFactory}. Later cases may need what earlier ones did. */
    public Stream<DynamicTest> tests(Supplier<URI> base) {
        return tests(base, Map.of());
    }

    /** @param given variables that hold from the start: what the table needs and cannot bring about by requests */
    public Stream<DynamicTest> tests(Supplier<URI> base, Map<String, String> given) {
        Variables variables = new Variables();
        given.forEach(variables::put);
        HttpClient client = client();
        return cases.stream()
                .map(each -> DynamicTest.dynamicTest(title(each), () -> play(client, base.get(), variables, each)));
    }

    /**
     * The same against the real service, for whose difference from Berth a case has a reason under {@code real}: there the case
     * must fail, so that no reason outlives what it explains.
     */
    public Stream<DynamicTest> testsOfTheRealOne(Supplier<URI> base) {
        Variables variables = new Variables();
        HttpClient client = client();
        return cases.stream().map(each -> DynamicTest.dynamicTest(title(each), () -> {
            if (each.containsKey("real")) {
                assertThatThrownBy(() -> play(client, base.get(), variables, each))
                        .as("the real service differs: %s", each.get("real"))
                        .isInstanceOf(AssertionError.class);
            } else {
                play(client, base.get(), variables, each);
            }
        }));
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
    }

    private static String title(Map<String, Object> each) {
        return String.valueOf(each.get("name"));
    }

    private void play(HttpClient client, URI base, Variables variables, Map<String, Object> each) {
        HttpRequest request = request(base, variables, map(each.get("request")));
        HttpResponse<String> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
        String context = "%s: %s%n%s %s%n→ %d %s%n%s"
                .formatted(
                        file,
                        each.get("name"),
                        request.method(),
                        request.uri(),
                        response.statusCode(),
                        response.headers().map(),
                        response.body());
        check(variables, map(each.get("expect")), response, context);
        map(each.getOrDefault("capture", Map.of())).forEach((name, pointer) -> {
            JsonNode value = json(response).at(String.valueOf(pointer));
            assertThat(value.isMissingNode()).as("%s is in the answer%n%s", pointer, context).isFalse();
            variables.put(name, value.isString() ? value.asString() : value.toString());
        });
    }

    private HttpRequest request(URI base, Variables variables, Map<String, Object> request) {
        String path = variables.fill(String.valueOf(request.get("path")));
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
        Map<String, String> headers = new LinkedHashMap<>();
        defaults.forEach((name, value) -> headers.put(name, variables.fill(value)));
        map(request.getOrDefault("headers", Map.of())).forEach((name, value) -> {
            if (value == null) {
                headers.remove(name);
            } else {
                headers.put(name, variables.fill(String.valueOf(value)));
            }
        });
        Optional<String> body = Optional.ofNullable(request.get("text"))
                .map(String::valueOf)
                .or(() -> Optional.ofNullable(request.get("body")).map(it -> Json.tree(it).toString()))
                .map(variables::fill);
        if (request.containsKey("body") && headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
            headers.put("content-type", "application/json");
        }
        headers.forEach(builder::header);
        return builder.method(
                        String.valueOf(request.getOrDefault("method", "GET")),
                        body.map(HttpRequest.BodyPublishers::ofString).orElse(HttpRequest.BodyPublishers.noBody()))
                .build();
    }

    private static void check(
            Variables variables, Map<String, Object> expected, HttpResponse<String> response, String context) {
        assertThat(response.statusCode()).as("status%n%s", context).isEqualTo(expected.get("status"));
        map(expected.getOrDefault("headers", Map.of())).forEach((name, value) -> {
            Optional<String> actual = response.headers().firstValue(name);
            if (value == null) {
                assertThat(actual).as("header %s%n%s", name, context).isEmpty();
            } else {
                JsonExpectation.check(
                        variables.fill(Json.tree(value)),
                        Json.tree(actual.orElse("(no such header)")),
                        "header " + name,
                        false,
                        context);
            }
        });
        if (expected.containsKey("json")) {
            JsonExpectation.check(variables.fill(Json.tree(expected.get("json"))), json(response), "$", false, context);
        }
        if (expected.containsKey("exact")) {
            JsonExpectation.check(variables.fill(Json.tree(expected.get("exact"))), json(response), "$", true, context);
        }
        if (expected.containsKey("text")) {
            assertThat(response.body()).as("body%n%s", context).isEqualTo(expected.get("text"));
        }
        String plain = response.body().replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\");
        list(expected.getOrDefault("contains", List.of()))
                .forEach(it -> assertThat(plain).as("body%n%s", context).contains(variables.fill(String.valueOf(it))));
        list(expected.getOrDefault("lacks", List.of()))
                .forEach(it -> assertThat(plain).as("body%n%s", context).doesNotContain(variables.fill(String.valueOf(it))));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Json.read(response.body().getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked") // YAML's mappings here have text for keys
    private static Map<String, Object> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    private static List<?> list(@Nullable Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    private static Map<String, String> strings(@Nullable Object value) {
        Map<String, String> strings = new LinkedHashMap<>();
        map(value).forEach((key, each) -> strings.put(key, String.valueOf(each)));
        return strings;
    }
}
