package io.berth.identity.wire;

import static io.berth.identity.IdentityServer.DEMO_PASSWORD;
import static io.berth.identity.IdentityServer.project;
import static io.berth.identity.IdentityServer.token;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.berth.base.AtOnce;
import io.berth.http.Authenticator;
import io.berth.http.Body;
import io.berth.http.Headers;
import io.berth.http.Request;
import io.berth.identity.Identity;
import io.berth.identity.IdentityServer;
import io.berth.identity.IdentityServer.Answer;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;

class TokenLifeTest {
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

    private static Answer validate(String by, String subject) {
        return server.send("GET", TOKENS, "", "X-Auth-Token", by, "X-Subject-Token", subject);
    }

    @Test
    void aTokenIsValidatedByItsBearerByAdministratorsAndByServices() {
        Answer login = server.logIn("demo", DEMO_PASSWORD, project("demo"));
        for (String by : new String[] {token(login), server.adminToken(), server.serviceToken()}) {
            Answer answer = validate(by, token(login));
            assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
            assertThat(answer.json()).isEqualTo(login.json());
            assertThat(answer.header("X-Subject-Token")).contains(token(login));
        }
    }

    @Test
    void otherUsersMayNotValidateIt() {
        Answer answer = validate(server.demoToken(), server.adminToken());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message())
                .isEqualTo("You are not authorized to perform the requested action: identity:validate_token.");
    }

    @Test
    void headAnswersLikeGetWithoutTheBody() {
        String admin = server.adminToken();
        Answer head = server.send("HEAD", TOKENS, "", "X-Auth-Token", admin, "X-Subject-Token", admin);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.raw().body()).isEmpty();
        assertThat(head.header("X-Subject-Token")).contains(admin);
        assertThat(Integer.parseInt(head.header("Content-Length").orElseThrow())).isPositive();
    }

    @Test
    void whatIsNoTokenIsNotFoundAndWhoIsNotKnownIsUnauthorized() {
        String admin = server.adminToken();
        assertThat(validate(admin, "nope").status()).isEqualTo(404);
        Answer none = server.send("GET", TOKENS, "", "X-Auth-Token", admin);
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.message()).isEqualTo("No token in the request");
        assertThat(validate("nope", admin).status()).isEqualTo(401);
        assertThat(server.send("GET", TOKENS, "", "X-Subject-Token", admin).status()).isEqualTo(401);
        assertThat(validate(" " + admin + " ", admin).status()).as("blanks around a token").isEqualTo(200);
    }

    @Test
    void aRevokedTokenIsUselessAtOnceAndCannotBeRevokedAgain() {
        String token = server.demoToken();
        assertThat(server.get(token, "/identity/v3/auth/projects").status()).isEqualTo(200);
        Answer revoked = server.send("DELETE", TOKENS, "", "X-Auth-Token", token, "X-Subject-Token", token);
        assertThat(revoked.status()).isEqualTo(204);
        assertThat(server.get(token, "/identity/v3/auth/projects").status()).isEqualTo(401);
        assertThat(validate(server.adminToken(), token).message()).isEqualTo("Failed to validate token");
        Answer again = server.send("DELETE", TOKENS, "", "X-Auth-Token", server.adminToken(), "X-Subject-Token", token);
        assertThat(again.status()).isEqualTo(404);
    }

    @Test
    void onlyItsBearerAndAdministratorsMayRevokeIt() {
        Answer answer = server.send(
                "DELETE", TOKENS, "", "X-Auth-Token", server.demoToken(), "X-Subject-Token", server.adminToken());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message()).endsWith(": identity:revoke_token.");
    }

    @Test
    void anotherReplicaNoticesARevocationWithinItsShortBelief() {
        Identity other = IdentityServer.identity(db.newReplica(), db.clock());
        String token = server.demoToken();
        assertThat(other.tokens().validate(token)).isPresent();
        server.send("DELETE", TOKENS, "", "X-Auth-Token", token, "X-Subject-Token", token);
        Await.until("the other replica refuses the revoked token", () -> other.tokens().validate(token).isEmpty());
    }

    @Test
    void memoryAloneKnowsTheBearerOfATokenLatelySeen() {
        Authenticator authenticator = server.identity().authenticator();
        String token = server.demoToken();
        Request request = new Request(
                "GET", "/", "", Headers.of("X-Auth-Token", token), Body.NONE, server.origin(), "req-1");
        assertThat(AtOnce.call(() -> authenticator.known(request))).as("never asked about").isEmpty();
        assertThat(authenticator.authenticate(request)).isInstanceOf(Authenticator.Outcome.Known.class);
        assertThat(AtOnce.call(() -> authenticator.known(request))).contains(authenticator.authenticate(request));
        server.send("DELETE", TOKENS, "", "X-Auth-Token", token, "X-Subject-Token", token);
        assertThat(authenticator.known(request)).as("revoked here").isEmpty();
    }

    @Test
    void aTokenEndsAfterItsHourThoughItWasJustBelieved() {
        String token = server.demoToken();
        assertThat(server.get(token, "/identity/v3/auth/projects").status()).isEqualTo(200);
        db.clock().advance(Duration.ofSeconds(3_601));
        assertThat(server.get(token, "/identity/v3/auth/projects").status()).isEqualTo(401);
        String admin = server.adminToken();
        assertThat(validate(admin, token).status()).isEqualTo(404);
        assertThat(server.send("GET", TOKENS + "?allow_expired=1", "", "X-Auth-Token", admin, "X-Subject-Token", token)
                        .status())
                .as("services may finish what a user began in time")
                .isEqualTo(200);
        db.clock().advance(Duration.ofSeconds(172_800));
        assertThat(server.send(
                                "GET", TOKENS + "?allow_expired=1", "",
                                "X-Auth-Token", server.adminToken(), "X-Subject-Token", token)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aServicesTokenLetsAUsersTokenBePastItsEndAndABadOneSpoilsTheRequest() {
        String token = server.demoToken();
        assertThat(server.send(
                                "GET", "/identity/v3/auth/projects", "",
                                "X-Auth-Token", token, "X-Service-Token", "nope")
                        .status())
                .isEqualTo(401);
        assertThat(server.send(
                                "GET", "/identity/v3/auth/projects", "",
                                "X-Auth-Token", token, "X-Service-Token", server.demoToken())
                        .status())
                .as("a token without the role service is no service's")
                .isEqualTo(401);
        db.clock().advance(Duration.ofSeconds(3_601));
        assertThat(server.send(
                                "GET", "/identity/v3/auth/projects", "",
                                "X-Auth-Token", token, "X-Service-Token", server.serviceToken())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void onlyTheHashOfATokenIsStored() {
        String token = server.demoToken();
        String rows = db.database().read(handle -> handle.createQuery("SELECT string_agg(t::text, '') FROM identity.token t")
                .mapTo(String.class)
                .one());
        assertThat(rows).isNotEmpty().doesNotContain(token).doesNotContain(token.substring(6));
    }
}
