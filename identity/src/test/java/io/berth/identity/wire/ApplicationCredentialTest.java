package io.berth.identity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.berth.identity.IdentityServer;
import io.berth.identity.IdentityServer.Answer;
import io.berth.testkit.TestDatabase;
import tools.jackson.databind.JsonNode;

class ApplicationCredentialTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    private static final String TOKENS = "/identity/v3/auth/tokens";
    private static IdentityServer server;
    private static int count;

    private String demo = "";
    private String userId = "";
    private String path = "";

    @BeforeAll
    static void start() {
        server = new IdentityServer(db.store(), db.clock());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void logIn() {
        demo = server.demoToken();
        userId = server.send("GET", TOKENS, "", "X-Auth-Token", demo, "X-Subject-Token", demo)
                .json().path("token").path("user").path("id").asString();
        path = "/identity/v3/users/" + userId + "/application_credentials";
    }

    private Answer create(String token, String fields) {
        return server.send(
                "POST", path, "{\"application_credential\": {" + fields + "}}",
                "X-Auth-Token", token, "Content-Type", "application/json");
    }

    private JsonNode created(String fields) {
        Answer answer = create(demo, "\"name\": \"ac" + count++ + "\"" + fields);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
        return answer.json().path("application_credential");
    }

    private static Answer use(JsonNode credential, String secret) {
        return server.post(TOKENS, """
                {"auth": {"identity": {"methods": ["application_credential"],
                  "application_credential": {"id": "%s", "secret": "%s"}}}}"""
                .formatted(credential.path("id").asString(), secret));
    }

    @Test
    void aCredentialActsForItsUserOnItsProject() {
        JsonNode credential = created("");
        String secret = credential.path("secret").asString();
        assertThat(credential.propertyNames()).contains(
                "id", "name", "description", "user_id", "project_id", "expires_at", "unrestricted", "roles", "links");
        for (Answer login : new Answer[] {
            use(credential, secret),
            server.post(TOKENS, """
                    {"auth": {"identity": {"methods": ["application_credential"], "application_credential":
                      {"name": "%s", "user": {"name": "demo", "domain": {"name": "Default"}}, "secret": "%s"}}}}"""
                    .formatted(credential.path("name").asString(), secret))
        }) {
            JsonNode token = login.json().path("token");
            assertThat(login.status()).as(login.raw().body()).isEqualTo(201);
            assertThat(token.path("methods").toString()).isEqualTo("[\"application_credential\"]");
            assertThat(token.path("user").path("name").asString()).isEqualTo("demo");
            assertThat(token.path("project").path("name").asString()).isEqualTo("demo");
            assertThat(token.path("roles").size()).isEqualTo(2);
            assertThat(token.path("application_credential").path("restricted").asBoolean()).isTrue();
            String text = IdentityServer.token(login);
            assertThat(server.send("GET", TOKENS, "", "X-Auth-Token", text, "X-Subject-Token", text).json())
                    .isEqualTo(login.json());
        }
    }

    @Test
    void itPassesOnOnlyTheRolesThatItWasMadeWith() {
        JsonNode credential = created(", \"roles\": [{\"name\": \"reader\"}]");
        JsonNode token = use(credential, credential.path("secret").asString()).json().path("token");
        assertThat(token.path("roles").valueStream().map(role -> role.path("name").asString())).containsExactly("reader");
        assertThat(create(demo, "\"name\": \"x\", \"roles\": [{\"name\": \"admin\"}]").status()).isEqualTo(400);
    }

    @Test
    void aWrongSecretIsToldNothingAndAScopeIsRefused() {
        JsonNode credential = created("");
        Answer wrong = use(credential, "wrong");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.message()).isEqualTo("The request you have made requires authentication.");
        Answer scoped = server.post(TOKENS, """
                {"auth": {"identity": {"methods": ["application_credential"],
                  "application_credential": {"id": "%s", "secret": "%s"}}, "scope": %s}}"""
                .formatted(credential.path("id").asString(), credential.path("secret").asString(),
                        IdentityServer.project("demo")));
        assertThat(scoped.status()).isEqualTo(401);
        assertThat(scoped.message()).isEqualTo(
                "Error authenticating with application credential: Application credentials cannot request a scope.");
        assertThat(scoped.json().path("error").path("identity").isObject()).isTrue();
    }

    @Test
    void deletingItEndsItsTokens() {
        JsonNode credential = created("");
        String token = IdentityServer.token(use(credential, credential.path("secret").asString()));
        assertThat(server.get(token, "/identity/v3/auth/projects").status()).isEqualTo(200);
        String one = path + "/" + credential.path("id").asString();
        assertThat(server.send("DELETE", one, "", "X-Auth-Token", token).status())
                .as("a restricted credential may not manage credentials")
                .isEqualTo(403);
        assertThat(server.send("DELETE", one, "", "X-Auth-Token", demo).status()).isEqualTo(204);
        assertThat(server.get(token, "/identity/v3/auth/projects").status()).isEqualTo(401);
        assertThat(use(credential, credential.path("secret").asString()).status()).isEqualTo(401);
        assertThat(server.get(demo, one).status()).isEqualTo(404);
    }

    @Test
    void aRestrictedOneMakesNoOthersAndLeadsToNoOtherScope() {
        JsonNode restricted = created("");
        String token = IdentityServer.token(use(restricted, restricted.path("secret").asString()));
        assertThat(create(token, "\"name\": \"child\"").status()).isEqualTo(403);
        assertThat(server.post(TOKENS, """
                {"auth": {"identity": {"methods": ["token"], "token": {"id": "%s"}}, "scope": %s}}"""
                .formatted(token, IdentityServer.project("demo"))).status()).isEqualTo(401);
        JsonNode unrestricted = created(", \"unrestricted\": true");
        String free = IdentityServer.token(use(unrestricted, unrestricted.path("secret").asString()));
        assertThat(create(free, "\"name\": \"grandchild\"").status()).isEqualTo(201);
    }

    @Test
    void theOwnersAloneSeeThemAndTheSecretIsShownOnce() {
        JsonNode credential = created(", \"secret\": \"my own\"");
        assertThat(credential.path("secret").asString()).isEqualTo("my own");
        JsonNode listed = server.get(demo, path + "?name=" + credential.path("name").asString())
                .json().path("application_credentials");
        assertThat(listed.size()).isEqualTo(1);
        assertThat(listed.path(0).has("secret")).isFalse();
        assertThat(server.get(demo, path + "/" + credential.path("id").asString()).json()
                        .path("application_credential").path("name"))
                .isEqualTo(credential.path("name"));
        assertThat(server.get(server.serviceToken(), path).status()).isEqualTo(403);
        assertThat(create(server.adminToken(), "\"name\": \"forged\"").status())
                .as("not even an administrator makes one that acts for another")
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "                                                 | 400",
        "\"name\": 1                                      | 400",
        "\"name\": \"\"                                   | 400",
        "\"name\": \"n\", \"expires_at\": \"soon\"        | 400",
        "\"name\": \"n\", \"expires_at\": \"2000-01-01T00:00:00\" | 400",
        "\"name\": \"n\", \"unrestricted\": \"yes\"       | 400",
        "\"name\": \"n\", \"roles\": [{}]                 | 400",
        "\"name\": \"n\", \"access_rules\": [{\"path\": \"/\"}] | 400",
        "\"name\": \"taken\"                              | 409",
    })
    void whatCannotBeMadeIsRefused(String fields, int status) {
        create(demo, "\"name\": \"taken\"");
        Answer answer = create(demo, fields == null ? "" : fields);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
        assertThat(answer.message()).isNotEmpty();
    }
}
