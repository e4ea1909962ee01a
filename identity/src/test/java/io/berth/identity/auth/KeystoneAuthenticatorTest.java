package io.berth.identity.auth;

import static io.berth.identity.IdentityServer.DEMO_PASSWORD;
import static io.berth.identity.IdentityServer.project;
import static io.berth.identity.IdentityServer.token;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.berth.base.AtOnce;
import io.berth.http.Authenticator.Outcome;
import io.berth.http.Body;
import io.berth.http.Caller;
import io.berth.http.Headers;
import io.berth.http.Request;
import io.berth.identity.IdentityServer;
import io.berth.testkit.TestDatabase;

/** Against Berth's own identity service, which is a Keystone as far as this caller can tell. */
class KeystoneAuthenticatorTest {
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

    private static KeystoneOptions options() {
        return KeystoneOptions.of(URI.create(server.origin() + "/identity"), "berth", DEMO_PASSWORD);
    }

    private static KeystoneAuthenticator authenticator(KeystoneOptions options) {
        return new KeystoneAuthenticator(options, db.clock());
    }

    static Request request(Headers headers) {
        return new Request("GET", "/leases", "", headers, Body.NONE, "http://berth", "req-1");
    }

    private static Headers bearing(String token) {
        return Headers.of("X-Auth-Token", token);
    }

    @Test
    void aValidTokensCallerIsKnownAsKeystoneSays() {
        Outcome outcome = authenticator(options()).authenticate(request(bearing(server.demoToken())));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Known.class, known -> {
            Caller caller = known.caller();
            assertThat(caller.userName()).isEqualTo("demo");
            assertThat(caller.projectName()).contains("demo");
            assertThat(caller.projectDomainId()).contains("default");
            assertThat(caller.roles()).containsExactlyInAnyOrder("member", "reader");
            assertThat(caller.isSystemScoped()).isFalse();
        });
    }

    @Test
    void whatIsNoTokenIsUnknown() {
        KeystoneAuthenticator authenticator = authenticator(options());
        assertThat(authenticator.authenticate(request(bearing("nope")))).isInstanceOf(Outcome.Unknown.class);
        assertThat(authenticator.authenticate(request(Headers.NONE))).isInstanceOf(Outcome.Unknown.class);
        assertThat(authenticator.authenticate(request(bearing("a\u0001b"))))
                .as("what cannot be sent on in a header")
                .isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void aRevokedTokenIsBelievedForTheCacheTimeOnly() {
        KeystoneAuthenticator caching = authenticator(options());
        KeystoneAuthenticator asking = authenticator(options().withCacheTime(Duration.ZERO));
        String token = server.demoToken();
        assertThat(caching.authenticate(request(bearing(token)))).isInstanceOf(Outcome.Known.class);
        server.identity().tokens().validate(token).ifPresent(server.identity().tokens()::revoke);
        assertThat(caching.authenticate(request(bearing(token)))).isInstanceOf(Outcome.Known.class);
        assertThat(asking.authenticate(request(bearing(token)))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void memoryAloneKnowsWhomKeystoneLatelyKnew() {
        KeystoneAuthenticator authenticator = authenticator(options());
        Request request = request(bearing(server.demoToken()));
        assertThat(AtOnce.call(() -> authenticator.known(request))).as("never asked about").isEmpty();
        assertThat(authenticator.authenticate(request)).isInstanceOf(Outcome.Known.class);
        assertThat(AtOnce.call(() -> authenticator.known(request)))
                .hasValueSatisfying(outcome -> assertThat(outcome).isInstanceOf(Outcome.Known.class));
        assertThat(authenticator.known(request(request.headers().with("X-Service-Token", server.serviceToken()))))
                .as("with a service's token that is not in memory")
                .isEmpty();
        db.clock().advance(Duration.ofSeconds(3_601));
        assertThat(authenticator.known(request)).as("at its end").isEmpty();
    }

    @Test
    void aTokenAtItsEndIsUnknownThoughCachedAndOurOwnIsRenewed() {
        KeystoneAuthenticator authenticator = authenticator(options());
        String token = server.demoToken();
        assertThat(authenticator.authenticate(request(bearing(token)))).isInstanceOf(Outcome.Known.class);
        db.clock().advance(Duration.ofSeconds(3_601));
        assertThat(authenticator.authenticate(request(bearing(token)))).isInstanceOf(Outcome.Unknown.class);
        assertThat(authenticator.authenticate(request(bearing(server.demoToken()))))
                .as("Keystone answers 401 to our own token, which has ended too")
                .isInstanceOf(Outcome.Known.class);
        assertThat(authenticator.authenticate(
                        request(bearing(token).with("X-Service-Token", server.serviceToken()))))
                .as("a service may finish what the user began")
                .isInstanceOf(Outcome.Known.class);
        assertThat(authenticator.authenticate(request(bearing(token))))
                .as("but only a service")
                .isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void aBadServiceTokenSpoilsTheRequest() {
        KeystoneAuthenticator authenticator = authenticator(options());
        for (String bad : new String[] {"nope", server.demoToken()}) {
            Headers headers = bearing(server.demoToken()).with("X-Service-Token", bad);
            assertThat(authenticator.authenticate(request(headers))).isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    void aSystemTokensCallerHasNoProject() {
        String token = token(server.logIn("admin", IdentityServer.ADMIN_PASSWORD, "{\"system\": {\"all\": true}}"));
        assertThat(authenticator(options()).authenticate(request(bearing(token))))
                .isInstanceOfSatisfying(Outcome.Known.class, known -> {
                    assertThat(known.caller().isSystemScoped()).isTrue();
                    assertThat(known.caller().projectId()).isEmpty();
                });
    }

    @Test
    void troubleIsNobodysFault() {
        String token = server.demoToken();
        KeystoneOptions nowhere = KeystoneOptions.of(URI.create("http://127.0.0.1:1/identity"), "berth", DEMO_PASSWORD);
        KeystoneOptions wrong = KeystoneOptions.of(URI.create(server.origin() + "/identity/v3/"), "berth", "wrong");
        KeystoneOptions other = KeystoneOptions.of(URI.create(server.origin() + "/health"), "berth", "wrong");
        KeystoneOptions member = new KeystoneOptions(
                URI.create(server.origin() + "/identity"), "demo", DEMO_PASSWORD, "demo", "Default", Optional.empty(),
                KeystoneOptions.CACHE_TIME, KeystoneOptions.TIMEOUT);
        for (KeystoneOptions options : new KeystoneOptions[] {nowhere, wrong, other}) {
            assertThat(authenticator(options).authenticate(request(bearing(token))))
                    .as("%s", options)
                    .isInstanceOf(Outcome.Unavailable.class);
        }
        String others = token(server.logIn("reader", DEMO_PASSWORD, project("demo")));
        assertThat(authenticator(member).authenticate(request(bearing(others))))
                .as("our account may not validate: 403")
                .isInstanceOf(Outcome.Unavailable.class);
    }

    @Test
    void whileKeystoneIsAwayTheLogHasALineAMinuteThatCounts() {
        AtomicLong nanos = new AtomicLong();
        KeystoneOptions nowhere = KeystoneOptions.of(URI.create("http://127.0.0.1:1/identity"), "berth", DEMO_PASSWORD);
        KeystoneAuthenticator authenticator = new KeystoneAuthenticator(nowhere, db.clock(), nanos::get);
        Logger log = (Logger) LoggerFactory.getLogger(KeystoneAuthenticator.class);
        ListAppender<ILoggingEvent> written = new ListAppender<>();
        log.setLevel(Level.INFO);
        log.setAdditive(false);
        written.start();
        log.addAppender(written);
        try {
            for (int second = 0; second <= 60; second += 20) {
                assertThat(authenticator.authenticate(request(bearing("any")))).isInstanceOf(Outcome.Unavailable.class);
                nanos.addAndGet(Duration.ofSeconds(20).toNanos());
            }
        } finally {
            log.detachAppender(written);
            log.setAdditive(true);
            log.setLevel(null);
        }
        assertThat(written.list).extracting(ILoggingEvent::getFormattedMessage).satisfiesExactly(
                first -> assertThat(first).startsWith("a token could not be validated: Keystone at http://127.0.0.1:1/"),
                afterAMinute -> assertThat(afterAMinute).endsWith(" (and 2 before it)"));
    }

    @Test
    void challengesWithTheAddressOfKeystone() {
        assertThat(authenticator(options()).challenge(request(Headers.NONE)))
                .isEqualTo("Keystone uri=\"" + server.origin() + "/identity/v3\"");
    }
}
