package io.berth.identity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.berth.identity.IdentityServer;
import io.berth.identity.IdentityServer.Answer;
import io.berth.testkit.TestDatabase;
import tools.jackson.databind.JsonNode;

class DiscoveryTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static IdentityServer server;

    @BeforeAll
    static void start() {
        server = new IdentityServer(db.store(), db.clock());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void isVersion3(JsonNode version) {
        assertThat(version.path("id").asString()).isEqualTo("v3.14");
        assertThat(version.path("status").asString()).isEqualTo("stable");
        assertThat(version.path("links").path(0).path("href").asString()).isEqualTo(server.origin() + "/identity/v3/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/identity", "/identity/"})
    void theRootsPointToVersion3WithoutAToken(String path) {
        Answer answer = server.send("GET", path, "");
        assertThat(answer.status()).isEqualTo(300);
        assertThat(answer.header("Location")).contains(server.origin() + "/identity/v3/");
        assertThat(answer.header("Vary")).contains("X-Auth-Token");
        isVersion3(answer.json().path("versions").path("values").path(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/identity/v3", "/identity/v3/"})
    void version3DescribesItselfEvenToABadToken(String path) {
        Answer answer = server.get("nope", path);
        assertThat(answer.status()).isEqualTo(200);
        isVersion3(answer.json().path("version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/identity/v2.0", "/identity/v3/nope", "/identity//v3", "/identity/v3//"})
    void whatIsNotThereIsAnHtmlPageAsTheRealServiceGives(String path) {
        Answer answer = server.send("GET", path, "");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(answer.raw().body()).startsWith("<!doctype html>").contains("The requested URL was not found");
        assertThat(answer.header("Vary")).contains("X-Auth-Token");
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        Answer answer = server.send("PATCH", "/identity/v3/auth/tokens", "");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.raw().body()).isEqualTo("{\"message\":\"The method is not allowed for the requested URL.\"}");
        assertThat(answer.header("Allow").orElseThrow().split(", ")).contains("POST", "GET", "DELETE", "HEAD");
    }

    @Test
    void aBodyOverTheLimitIsRefusedInTheServicesShape() {
        Answer answer = server.post("/identity/v3/auth/tokens", "x".repeat((1 << 20) + 1));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().path("error").path("code").asInt()).isEqualTo(413);
    }
}
