package io.berth.identity.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.berth.http.Authenticator.Outcome;
import io.berth.http.Headers;

class NoauthAuthenticatorTest {
    private final NoauthAuthenticator authenticator = new NoauthAuthenticator();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "admin       |                  | admin   | admin   | admin,manager,member,reader,service",
        "admin:lab   |                  | admin   | lab     | admin,manager,member,reader,service",
        "notused     |                  | notused | notused | admin,manager,member,reader,service",
        "ann         |                  | ann     | ann     | member,reader",
        "ann:lab     |                  | ann     | lab     | member,reader",
        "ann:lab:two |                  | ann     | lab:two | member,reader",
        "ann:        |                  | ann     | ann     | member,reader",
        "ann:lab     | 'reader, other'  | ann     | lab     | other,reader",
        "admin       | reader           | admin   | admin   | reader",
    })
    void theTokenSaysWhoItIs(String token, String roles, String user, String project, String expected) {
        isKnown(authenticator, token, roles, user, project, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "admin       |                  | admin   | admin   | admin",
        "notused     |                  | notused | notused | admin",
        "ann:lab     |                  | ann     | lab     | ''",
        "ann:lab     | 'reader, other'  | ann     | lab     | other,reader",
        "admin       | reader           | admin   | admin   | reader",
        "admin       | ''               | admin   | admin   | ''",
        "nova        | 'admin,service'  | nova    | nova    | admin,service",
    })
    void atPlacementNobodyHasARoleThatTheyDoNotName(String token, String roles, String user, String project, String expected) {
        isKnown(NoauthAuthenticator.ofPlacement(), token, roles, user, project, expected);
    }

    @Test
    void the401OfPlacementIsNotKeystones() {
        Headers headers = Headers.of("Host", "berth");
        assertThat(NoauthAuthenticator.ofPlacement().unauthorized(KeystoneAuthenticatorTest.request(headers)))
                .satisfies(answer -> assertThat(answer.headers().has("WWW-Authenticate")).isFalse())
                .satisfies(answer -> assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                        .contains("\"code\":\"401 Unauthorized\"", "This server could not verify"));
        assertThat(authenticator.unauthorized(KeystoneAuthenticatorTest.request(headers)).headers().first("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Keystone uri="));
    }

    private static void isKnown(
            NoauthAuthenticator by, String token, @Nullable String roles, String user, String project, String expected) {
        Headers headers = Headers.of("X-Auth-Token", token);
        Headers all = roles == null ? headers : headers.with("X-Roles", roles);
        assertThat(by.authenticate(KeystoneAuthenticatorTest.request(all)))
                .isInstanceOfSatisfying(Outcome.Known.class, known -> {
                    assertThat(known.caller().userId()).isEqualTo(user);
                    assertThat(known.caller().projectId()).contains(project);
                    assertThat(known.caller().roles()).isEqualTo(expected.isEmpty() ? Set.of() : Set.of(expected.split(",")));
                });
    }

    @Test
    void aTokenMayBeForTheSystem() {
        Headers headers = Headers.of("X-Auth-Token", "ann:lab").with("OpenStack-System-Scope", "all");
        assertThat(authenticator.authenticate(KeystoneAuthenticatorTest.request(headers)))
                .isInstanceOfSatisfying(Outcome.Known.class, known -> {
                    assertThat(known.caller().isSystemScoped()).isTrue();
                    assertThat(known.caller().projectId()).isEmpty();
                });
    }

    @Test
    void withoutATokenNobodyIsKnown() {
        for (Headers headers : new Headers[] {
            Headers.NONE, Headers.of("X-Auth-Token", " "), Headers.of("X-Auth-Token", ":lab")
        }) {
            assertThat(authenticator.authenticate(KeystoneAuthenticatorTest.request(headers)))
                    .isInstanceOf(Outcome.Unknown.class);
        }
    }
}
