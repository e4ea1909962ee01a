package io.berth.identity.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.berth.base.Ids;

class PasswordsTest {
    private final Passwords passwords = new Passwords(Ids.random(), 4);

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "pässwörd€", "with\u0000zero", "🔑🔑"})
    void onlyThePasswordItselfMatches(String password) {
        String hash = passwords.hash(password);
        assertThat(passwords.matches(password, hash)).isTrue();
        assertThat(passwords.matches(password + "x", hash)).isFalse();
    }

    @Test
    void everyCharacterOfALongPasswordCounts() {
        String hash = passwords.hash("x".repeat(1_000) + "a");
        assertThat(passwords.matches("x".repeat(1_000) + "a", hash)).isTrue();
        assertThat(passwords.matches("x".repeat(1_000) + "b", hash)).isFalse();
    }

    @Test
    void twoHashesOfOnePasswordDiffer() {
        assertThat(passwords.hash("secret")).isNotEqualTo(passwords.hash("secret")).startsWith("$2b$04$");
    }
}
