package io.berth.identity.wire;

import static io.berth.identity.IdentityServer.ADMIN_PASSWORD;
import static io.berth.identity.IdentityServer.DEMO_PASSWORD;
import static io.berth.identity.IdentityServer.passwordBody;
import static io.berth.identity.IdentityServer.project;
import static io.berth.identity.IdentityServer.token;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.berth.identity.IdentityServer;
import io.berth.identity.IdentityServer.Answer;
import io.berth.testkit.TestDatabase;
import tools.jackson.databind.JsonNode;

class LoginTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String TOKENS = "/identity/v3/auth/tokens";
    private static IdentityServer server;

    @BeforeAll
    static void start() {
        server = new IdentityServer(db.store(), db.clock());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<String> names(JsonNode list) {
        return list.valueStream().map(node -> node.path("name").asString()).toList();
    }

    @Test
    void aPasswordGivesATokenForAProjectWithItsRolesAndTheCatalog() {
        Answer answer = server.logIn("demo", DEMO_PASSWORD, project("demo"));
        JsonNode token = answer.json().path("token");
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
        assertThat(answer.header("X-Subject-Token").orElseThrow()).matches("berth_[A-Za-z0-9_-]{43}");
        assertThat(answer.header("Vary")).contains("X-Auth-Token");
        assertThat(answer.header("x-openstack-request-id").orElseThrow()).startsWith("req-");
        assertThat(token.path("methods").path(0).asString()).isEqualTo("password");
        assertThat(token.path("user").path("name").asString()).isEqualTo("demo");
        assertThat(token.path("user").path("domain").path("name").asString()).isEqualTo("Default");
        assertThat(token.path("user").has("password_expires_at")).isTrue();
        assertThat(token.path("project").path("name").asString()).isEqualTo("demo");
        assertThat(token.path("is_domain").asBoolean()).isFalse();
        assertThat(names(token.path("roles"))).containsExactly("member", "reader");
        assertThat(token.path("audit_ids").size()).isEqualTo(1);
        assertThat(token.path("issued_at").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000000Z");
        assertThat(names(token.path("catalog")))
                .containsExactly("keystone", "nova", "cinderv3", "cinder", "glance", "placement", "blazar", "drydock");
    }

    @Test
    void theCatalogsAddressesAreTheOnesThatTheClientUsed() {
        JsonNode token = server.logIn("demo", DEMO_PASSWORD, project("demo")).json().path("token");
        List<String> urls = token.path("catalog").valueStream()
                .map(service -> service.path("endpoints").path(0).path("url").asString())
                .toList();
        String base = server.origin();
        String projectId = token.path("project").path("id").asString();
        assertThat(urls).containsExactly(
                base + "/identity/v3",
                base + "/compute/v2.1",
                base + "/volume/v3/" + projectId,
                base + "/volume/v3/" + projectId,
                base + "/image",
                base + "/placement",
                base + "/reservation/v1",
                base + "/api/v1.0");
        JsonNode endpoints = token.path("catalog").path(0).path("endpoints");
        assertThat(endpoints.valueStream().map(each -> each.path("interface").asString()))
                .containsExactly("public", "internal", "admin");
        assertThat(endpoints.path(0).path("id").asString()).matches("[0-9a-f]{32}");
        assertThat(endpoints.path(0).path("region").asString()).isEqualTo("RegionOne");
        assertThat(endpoints.path(0).path("region_id").asString()).isEqualTo("RegionOne");
    }

    @Test
    void withoutAScopeTheTokenIsUnscoped() {
        for (String scope : List.of("", "\"unscoped\"", "{\"unscoped\": {}}")) {
            JsonNode token = server.logIn("admin", ADMIN_PASSWORD, scope).json().path("token");
            assertThat(token.has("user")).isTrue();
            assertThat(token.propertyNames()).doesNotContain("roles", "catalog", "project", "system");
        }
    }

    @Test
    void aSystemTokenHasNoEndpointsThatNeedAProject() {
        JsonNode token = server.logIn("admin", ADMIN_PASSWORD, "{\"system\": {\"all\": true}}").json().path("token");
        assertThat(token.path("system").path("all").asBoolean()).isTrue();
        assertThat(names(token.path("roles"))).containsExactly("admin", "manager", "member", "reader");
        JsonNode volume = token.path("catalog").path(2);
        assertThat(volume.path("type").asString()).isEqualTo("volumev3");
        assertThat(volume.path("endpoints").size()).isZero();
    }

    @Test
    void theCatalogCanBeLeftOut() {
        Answer answer = server.post(TOKENS + "?nocatalog", passwordBody("demo", DEMO_PASSWORD, project("demo")));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("token").has("catalog")).isFalse();
        assertThat(answer.json().path("token").has("roles")).isTrue();
    }

    @Test
    void aTokenGivesATokenForAnotherScopeThatEndsWhenItEnds() {
        Answer first = server.logIn("demo", DEMO_PASSWORD, "");
        Answer second = server.post(TOKENS, """
                {"auth": {"identity": {"methods": ["token"], "token": {"id": "%s"}}, "scope": %s}}"""
                .formatted(token(first), project("demo")));
        JsonNode parent = first.json().path("token");
        JsonNode child = second.json().path("token");
        assertThat(second.status()).as(second.raw().body()).isEqualTo(201);
        assertThat(child.path("methods").toString()).isEqualTo("[\"token\",\"password\"]");
        assertThat(child.path("expires_at")).isEqualTo(parent.path("expires_at"));
        assertThat(child.path("audit_ids").path(1)).isEqualTo(parent.path("audit_ids").path(0));
        assertThat(child.path("project").path("name").asString()).isEqualTo("demo");
    }

    static Stream<Arguments> unwelcome() {
        return Stream.of(
                Arguments.of("wrong password", "demo", "wrong", project("demo")),
                Arguments.of("unknown user", "nobody", DEMO_PASSWORD, ""),
                Arguments.of("project without a role", "demo", DEMO_PASSWORD, project("admin")),
                Arguments.of("unknown project", "demo", DEMO_PASSWORD, project("nothing")),
                Arguments.of("unknown project id", "demo", DEMO_PASSWORD, "{\"project\": {\"id\": \"demo\"}}"),
                Arguments.of("domain without a role", "demo", DEMO_PASSWORD, "{\"domain\": {\"id\": \"default\"}}"),
                Arguments.of("unknown domain", "demo", DEMO_PASSWORD, "{\"domain\": {\"name\": \"x\"}}"),
                Arguments.of("system without a role", "demo", DEMO_PASSWORD, "{\"system\": {\"all\": true}}"),
                Arguments.of("password longer than bcrypt reads", "demo", "x".repeat(5_000), ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unwelcome")
    void whoeverIsKeptOutIsNotToldWhy(String what, String user, String password, String scope) {
        Answer answer = server.logIn(user, password, scope);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().toString())
                .isEqualTo("{\"error\":{\"code\":401,\"message\":\"The request you have made requires authentication.\","
                        + "\"title\":\"Unauthorized\"}}");
        assertThat(answer.header("WWW-Authenticate"))
                .contains("Keystone uri=\"" + server.origin() + "/identity/v3\"");
    }

    static Stream<Arguments> malformed() {
        String expecting = "Expecting to find %s. The server could not comply with the request since it is either"
                + " malformed or otherwise incorrect. The client is assumed to be in error.";
        String user = "{\"auth\": {\"identity\": {\"methods\": [\"password\"], \"password\": {\"user\": %s}}}}";
        return Stream.of(
                Arguments.of("{}", expecting.formatted("auth in request body")),
                Arguments.of("[]", expecting.formatted("auth in request body")),
                Arguments.of("7", expecting.formatted("auth in request body")),
                Arguments.of("{", expecting.formatted("valid JSON in request body")),
                Arguments.of("{\"auth\": {}}", "'identity' is a required property"),
                Arguments.of("{\"auth\": 1}", "Invalid input for field 'auth': 1 is not of type 'object'"),
                Arguments.of("{\"auth\": {\"identity\": {}}}", "'methods' is a required property"),
                Arguments.of("{\"auth\": {\"identity\": {\"methods\": \"x\"}}}",
                        "Invalid input for field 'identity/methods': \"x\" is not of type 'array'"),
                Arguments.of("{\"auth\": {\"identity\": {\"methods\": [\"password\"]}}}",
                        expecting.formatted("password in identity")),
                Arguments.of(user.formatted("{\"name\": \"demo\", \"password\": \"x\"}"),
                        expecting.formatted("domain in user")),
                Arguments.of(user.formatted("{\"id\": \"demo\", \"password\": 1}"),
                        "Invalid input for field 'identity/password/user/password': 1 is not of type 'string'"),
                Arguments.of(user.formatted("{\"id\": \"a\\u0000b\", \"password\": \"x\"}"),
                        "Invalid input for field 'identity/password/user/id': it contains a zero byte"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aMalformedBodyIsRefusedInTheServicesWords(String body, String message) {
        Answer answer = server.post(TOKENS, body);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(400);
        assertThat(answer.message()).isEqualTo(message);
        assertThat(answer.json().path("error").path("title").asString()).isEqualTo("Bad Request");
    }

    @Test
    void onlyJsonIsRead() {
        Answer answer = server.send("POST", TOKENS, "{}", "Content-Type", "text/plain");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).startsWith("Expecting to find application/json in Content-Type header.");
    }

    @Test
    void methodsThatAreNotKnownAreRefusedWithThoseThatAre() {
        Answer answer = server.post(TOKENS, "{\"auth\": {\"identity\": {\"methods\": [\"foo\"], \"foo\": {}}}}");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.message()).isEqualTo("Attempted to authenticate with an unsupported method.");
        assertThat(answer.json().path("error").path("identity").path("methods").toString())
                .startsWith("[\"password\",\"token\"");
        assertThat(server.post(TOKENS, "{\"auth\": {\"identity\": {\"methods\": []}}}").status()).isEqualTo(401);
    }

    @Test
    void anUnknownTokenInTheTokenMethodIsNotFound() {
        Answer answer = server.post(TOKENS, "{\"auth\": {\"identity\": {\"methods\": [\"token\"], \"token\": {\"id\": \"x\"}}}}");
        assertThat(answer.status()).isEqualTo(404);
    }
}
