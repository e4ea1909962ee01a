package io.berth.identity.token;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
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

    /** One that is not well formed is refused without a round, which would tell that there is no such user. */
    @Test
    void nobodysHashIsCheckedAsAnyOther() {
        BCrypt.Result result = BCrypt.verifyer(BCrypt.Version.VERSION_2B)
                .verify("secret".getBytes(StandardCharsets.UTF_8), passwords.nobodysHash().getBytes(StandardCharsets.US_ASCII));
        assertThat(result.validFormat).as("bcrypt reads " + passwords.nobodysHash()).isTrue();
        assertThat(result.verified).isFalse();
        assertThat(result.details.cost).isEqualTo(4);
    }

    @Test
    void twoHashesOfOnePasswordDiffer() {
        assertThat(passwords.hash("secret")).isNotEqualTo(passwords.hash("secret")).startsWith("$2b$04$");
    }
}
