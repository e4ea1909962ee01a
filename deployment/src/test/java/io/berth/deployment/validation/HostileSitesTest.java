package io.berth.deployment.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.berth.deployment.Resources;
import io.berth.deployment.design.SiteDocuments;
import io.berth.deployment.validation.rule.PlatformOffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is posted as a site gets a report, never an exception. */
class HostileSitesTest {

    private static final List<String> VALUES = List.of(
            "null", "true", "-1", "3.5", "1e400", "99999999999999999999", "''", "x", "[]", "{}", "[null]", "[{}]", "{a: null}", "2001-12-14",
            "!!binary aGk=", "'!'", "{1: 2}", "[[]]", "'%'", "'!pxe0'");

    @Test
    void a_site_with_any_value_in_the_place_of_another_is_reported_on() {
        String[] lines = Resources.text("drydock-site/invalid/base-valid.yaml").split("\n");
        var places = IntStream.range(0, lines.length).filter(i -> lines[i].matches("[ -]*[\\w-]+: \\S.*")).toArray();
        var random = new Random(11);
        for (int round = 0; round < 600; round++) {
            var changed = lines.clone();
            for (int i = 0; i <= round % 3; i++) {
                int place = places[random.nextInt(places.length)];
                changed[place] = changed[place].replaceFirst(": .*", ": " + VALUES.get(random.nextInt(VALUES.size())));
            }
            assertReported(String.join("\n", changed), "round " + round);
        }
    }

    @Test
    void a_legacy_site_with_any_value_in_the_place_of_another_is_reported_on() {
        String[] lines = Resources.text("drydock-site/site-legacy.yaml").split("\n");
        var places = IntStream.range(0, lines.length).filter(i -> lines[i].matches("[ -]*[\\w-]+: \\S.*")).toArray();
        var random = new Random(12);
        for (int round = 0; round < 300; round++) {
            var changed = lines.clone();
            int place = places[random.nextInt(places.length)];
            changed[place] = changed[place].replaceFirst(": .*", ": " + VALUES.get(random.nextInt(VALUES.size())));
            assertReported(String.join("\n", changed), "round " + round);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "- a", "x", "a: 1\n---\n3", "a: [", "\0", "schema: drydock/Network/v1\n---\n~"})
    void what_is_no_site_is_one_error_of_loading(String yaml) {
        var report = assertReported(yaml, yaml);

        assertThat(report.status()).isEqualTo("failure");
        assertThat(report.errorCount()).isEqualTo(1);
        assertThat(report.messages().getFirst().message()).startsWith("Error loading effective site: ");
    }

    @Test
    void nothing_is_a_valid_site_with_warnings() {
        var report = assertReported("", "empty");

        assertThat(report.isSuccess()).isTrue();
        assertThat(report.messages().stream().filter(message -> message.message().endsWith("ound.")).toList()).hasSize(4);
    }

    @Test
    void documents_of_other_systems_are_passed_over() {
        assertThat(SiteDocuments.parse("schema: promenade/Docker/v1\ndata: 3\n---\nschema: x\n---\nschema: 5\n---\napiVersion: promenade/v1\nkind: Network\n"
                        .getBytes(StandardCharsets.UTF_8)))
                .satisfies(site -> assertThat(site.documents()).isEmpty())
                .satisfies(site -> assertThat(site.messages()).isEmpty());
    }

    private static ValidationReport assertReported(String yaml, String what) {
        var report = new ValidationReport[1];
        assertThatCode(() -> report[0] = DesignValidator.validate(
                        SiteDocuments.parse(yaml.getBytes(StandardCharsets.UTF_8)),
                        new PlatformOffer.Offered(Map.of("jammy", List.of("ga-22.04")))))
                .as(what)
                .doesNotThrowAnyException();
        return report[0];
    }
}
