package io.berth.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.berth.http.Caller;
import io.berth.http.Policy;
import io.berth.testkit.Await;

class SitePolicyTest {
    private static final Caller READER = Caller.ofProject("u", "p", Set.of("reader"));
    private static final Map<String, String> DEFAULTS = Map.of("a", "role:admin", "b", "role:reader");

    @TempDir
    private Path directory;

    private Path file;
    private Path dropIns;

    @BeforeEach
    void name() throws IOException {
        file = directory.resolve("policy.yaml");
        dropIns = Files.createDirectory(directory.resolve("policy.d"));
    }

    private SitePolicy site() {
        return SitePolicy.of(Optional.of(file), Optional.of(dropIns));
    }

    @Test
    void filesOfTheDirectoryWinOverTheMainFileAndLaterNamesOverEarlierOnes() throws IOException {
        Files.writeString(file, "a: '!'\nb: '!'\nc: '!'\n");
        Files.writeString(dropIns.resolve("10-first.yaml"), "a: '@'\nc: '@'\n");
        Files.writeString(dropIns.resolve("20-second.yaml"), "c: '!'\n");
        Files.writeString(dropIns.resolve(".hidden.yaml"), "b: '@'\n");
        Files.createDirectory(dropIns.resolve("nested"));
        try (SitePolicy site = site()) {
            Policy policy = site.over(DEFAULTS);
            assertThat(policy.allows("a", READER)).isTrue();
            assertThat(policy.allows("b", READER)).isFalse();
            assertThat(policy.allows("c", READER)).isFalse();
        }
    }

    @Test
    void aChangeIsInForceWithoutARestart() throws IOException {
        Files.writeString(file, "");
        try (SitePolicy site = site()) {
            Policy first = site.over(DEFAULTS);
            Policy second = site.over(Map.of("a", "!"));
            assertThat(first.allows("a", READER)).isFalse();
            site.start();
            Files.writeString(file, "a: role:reader\n");
            Await.until("the rule of the file is in force", () -> first.allows("a", READER) && second.allows("a", READER));
            Files.writeString(dropIns.resolve("x.yaml"), "a: '!'\n");
            Await.until("a new file counts", () -> !first.allows("a", READER));
            Files.writeString(file, "b: '!'\n");
            Files.delete(dropIns.resolve("x.yaml"));
            Await.until("a default is back where the site's rule is gone", () -> !first.allows("b", READER));
            assertThat(first.allows("a", Caller.ofProject("u", "p", Set.of("admin")))).isTrue();
        }
    }

    @Test
    void aChangeThatCannotBeUsedLeavesTheRulesBefore() throws IOException {
        Files.writeString(file, "a: role:reader\n");
        try (SitePolicy site = site()) {
            Policy policy = site.over(DEFAULTS);
            for (String broken : new String[] {"a: 'role:'role", "a: rule:b\nb: rule:a\n", "a: nonsense"}) {
                Files.writeString(file, broken);
                site.reloadIfChanged();
                assertThat(policy.allows("a", READER)).as(broken).isTrue();
            }
            Files.delete(file);
            site.reloadIfChanged();
            assertThat(policy.allows("a", READER)).as("the file is gone").isTrue();
            Files.writeString(file, "a: '!' # mended\n");
            site.reloadIfChanged();
            assertThat(policy.allows("a", READER)).isFalse();
        }
    }

    /** What is logged while this runs, at WARN and above. */
    private static List<String> logged(Runnable work) {
        Logger log = (Logger) LoggerFactory.getLogger(SitePolicy.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        try {
            work.run();
        } finally {
            log.detachAppender(lines);
        }
        return lines.list.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void aFileThatIsGoneIsToldOnceUntilItIsBackAndGoneAgain() throws IOException {
        Files.writeString(file, "a: role:reader\n");
        FileTime written = Files.getLastModifiedTime(file);
        try (SitePolicy site = site()) {
            Policy policy = site.over(DEFAULTS);
            Files.delete(file);
            assertThat(logged(() -> {
                site.reloadIfChanged();
                site.reloadIfChanged();
                site.reloadIfChanged();
            })).singleElement().asString().contains(file.toString());
            Files.writeString(file, "a: role:reader\n");
            Files.setLastModifiedTime(file, written);
            assertThat(logged(site::reloadIfChanged)).isEmpty();
            Files.delete(file);
            assertThat(logged(site::reloadIfChanged)).hasSize(1);
            assertThat(policy.allows("a", READER)).isTrue();
        }
    }

    @Test
    void aRuleThatNoServiceHasIsNamedWithTheOneThatItIsNear() throws IOException {
        Files.writeString(file, """
                blazar:leases:gett: role:reader
                far_from_everything: role:reader
                blazar:leases:get: rule:helper
                helper: role:reader
                default: '!'
                """);
        try (SitePolicy site = site()) {
            site.over(Map.of("blazar:leases:get", "role:admin"));
            site.over(DEFAULTS);
            assertThat(logged(site::start))
                    .singleElement()
                    .asString()
                    .contains("2 of", "blazar:leases:gett (did you mean blazar:leases:get?)", "far_from_everything")
                    .doesNotContain("helper", "default");
        }
        Files.writeString(file, "");
        try (SitePolicy site = site()) {
            site.over(DEFAULTS);
            Files.writeString(file, "aa: role:reader\n");
            assertThat(logged(site::reloadIfChanged)).singleElement().asString().contains("aa (did you mean a?)");
        }
    }

    @Test
    void whatCannotBeUsedStopsTheStartAndSaysWhere() throws IOException {
        assertThatThrownBy(this::site).isInstanceOf(PolicyProblem.class).hasMessageContaining(file + " cannot be read");
        Files.writeString(file, "a: role:reader\n\nb: role reader\n");
        assertThatThrownBy(this::site)
                .isInstanceOf(PolicyProblem.class)
                .hasMessageContaining("policy.yaml, line 3: policy rule b")
                .hasMessageContaining("cannot be understood");
        Files.writeString(file, "a: rule:b\n");
        assertThatThrownBy(() -> site().over(Map.of("b", "rule:a")))
                .isInstanceOf(PolicyProblem.class)
                .hasMessageContaining("policy.yaml, line 1: policy rule a leads back to itself");
    }
}
