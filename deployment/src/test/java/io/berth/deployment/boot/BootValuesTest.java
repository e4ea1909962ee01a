package io.berth.deployment.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Ids;
import io.berth.deployment.node.MacAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BootValuesTest {
    @Test
    void idsOfBootActionsSortByTime() {
        Ids ids = Ids.counting(1);
        String first = Ulid.next(Instant.parse("2026-11-21T04:00:00Z"), ids);
        String second = Ulid.next(Instant.parse("2026-11-21T04:00:01Z"), ids);
        assertThat(first).hasSize(26).isLessThan(second).matches(Ulid::isUlid);
        assertThat(Ulid.next(Instant.EPOCH, ids)).startsWith("0000000000");
        assertThat(Ulid.isUlid("notaulid")).isFalse();
    }

    @Test
    void aKeyMatchesItsHexInEitherCaseAndNothingElse() {
        BootKey key = BootKey.random(Ids.random());
        assertThat(key.hex()).hasSize(64);
        assertThat(key.matches(key.hex())).isTrue();
        assertThat(key.matches(key.hex().toUpperCase(Locale.ROOT))).isTrue();
        assertThat(key.matches("")).isFalse();
        assertThat(key.matches("zz")).isFalse();
        assertThat(key.toString()).doesNotContain(key.hex());
    }

    @Test
    void addressesHaveOneSpelling() {
        assertThat(MacAddress.canonical("52-54-00-4A-01-01")).contains("52:54:00:4a:01:01");
        assertThat(MacAddress.canonical("52:54:00:4a:01")).isEmpty();
        assertThat(MacAddress.canonical("52:54:00:4a:01:zz")).isEmpty();
    }

    @Test
    void aDesignCannotWriteLinesIntoTheBootScript() {
        BootContext context = new BootContext(
                "n1\nshell", UUID.randomUUID(), BootKey.random(Ids.random()), "ref", Optional.empty(), "../jammy x", "",
                "quiet\nshell", Instant.EPOCH, Optional.empty(), Optional.empty(), Optional.empty());
        String script = new NetbootScript(() -> "http://berth", Optional.of("http://images")).install(context);
        assertThat(script.lines()).hasSize(4).noneMatch(line -> line.startsWith("shell"));
        assertThat(script).contains("http://images/..jammyx/default/vmlinuz", "berth.host=n1shell", "quiet shell");
    }
}
