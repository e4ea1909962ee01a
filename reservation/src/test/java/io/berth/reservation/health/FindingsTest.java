package io.berth.reservation.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.Samples;
import io.berth.reservation.health.Findings.Look;
import io.berth.reservation.health.HealthProbe.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingsTest {
    private static final UUID HOST = Samples.hostId(1);

    private static Map<UUID, Finding> found(@Nullable String word) {
        return word == null ? Map.of() : Map.of(HOST, finding(word));
    }

    private static Finding finding(String word) {
        return switch (word) {
            case "well" -> Finding.WELL;
            case "silent" -> Finding.silent("no answer");
            default -> Finding.failed(word);
        };
    }

    private static HostHealth known(UUID host, String status, String source) {
        return new HostHealth(host, HealthStatus.of(status).orElseThrow(), "", source, Samples.NOW, 0);
    }

    @ParameterizedTest(name = "known {0} by {1}; redfish: {2}, agent: {3}: {4}")
    @CsvSource(delimiter = '|', textBlock = """
            healthy |          |          |        | nothing
            healthy |          | well     |        | healthy, redfish
            healthy |          |          | well   | healthy, agent
            healthy |          | well     | silent | failed, agent
            healthy |          | critical | well   | failed, redfish
            healthy |          | critical | silent | failed, redfish
            healthy | operator | well     | silent | failed, agent
            failed  | agent    | well     |        | nothing
            failed  | agent    |          | well   | healthy, agent
            failed  | agent    | well     | well   | healthy, agent
            failed  | agent    | critical | well   | failed, redfish
            failed  | agent    | well     | silent | failed, agent
            failed  | redfish  |          | well   | nothing
            failed  | redfish  | well     | well   | healthy, redfish
            failed  | redfish  | well     | silent | failed, agent
            failed  | operator | well     | well   | nothing
            """)
    void aHostHasFailedWhereOneSaysSoAndIsWellWhereWhoFoundItFailedSaysSo(
            String status, @Nullable String source, @Nullable String redfish, @Nullable String agent, String expected) {
        Findings findings = new Findings(
                Map.of(HOST, known(HOST, status, source == null ? "" : source)),
                List.of(new Look("redfish", found(redfish)), new Look("agent", found(agent))));
        assertThat(findings.of(HOST).map(it -> it.finding().status().text() + ", " + it.source()).orElse("nothing"))
                .isEqualTo(expected);
    }

    /** Of hosts that are numbered from 1, first those that are well, then the silent ones, then those that are known to have failed. */
    @ParameterizedTest(name = "{0} well, {1} silent, {2} that failed before: {3} are said to have failed")
    @CsvSource({"0, 1, 0, 1", "0, 2, 0, 2", "1, 1, 0, 1", "0, 3, 0, 0", "1, 2, 0, 0", "2, 2, 0, 2", "5, 4, 0, 4", "4, 5, 0, 0", "1, 1, 9, 1"})
    void aSilenceOfMostIsNotBelieved(int well, int silent, int failed, int expected) {
        Map<UUID, Finding> found = new HashMap<>();
        Map<UUID, HostHealth> known = new HashMap<>();
        List<UUID> hosts = IntStream.rangeClosed(1, well + silent + failed).mapToObj(Samples::hostId).toList();
        for (int i = 0; i < hosts.size(); i++) {
            found.put(hosts.get(i), i < well ? Finding.WELL : Finding.silent("no answer"));
            if (i >= well + silent) {
                known.put(hosts.get(i), known(hosts.get(i), "failed", "agent"));
            }
        }
        Findings findings = new Findings(known, List.of(new Look("agent", found)));
        Map<HealthStatus, Long> said = hosts.subList(0, well + silent).stream()
                .flatMap(host -> findings.of(host).stream())
                .collect(Collectors.groupingBy(it -> it.finding().status(), Collectors.counting()));
        assertThat(said.getOrDefault(HealthStatus.FAILED, 0L)).isEqualTo(expected);
        assertThat(said.getOrDefault(HealthStatus.HEALTHY, 0L)).isEqualTo(well);
        assertThat(findings.doubted().isEmpty()).isEqualTo(expected == silent);
    }

    @Test
    void whatHostsSayThemselvesIsBelievedOfAnyNumber() {
        Map<UUID, Finding> found = IntStream.rangeClosed(1, 9).boxed()
                .collect(Collectors.toMap(Samples::hostId, any -> Finding.failed("fire")));
        Findings findings = new Findings(Map.of(), List.of(new Look("redfish", found)));
        assertThat(found.keySet()).allSatisfy(host -> assertThat(findings.of(host)).isPresent());
    }
}
