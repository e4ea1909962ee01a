package io.berth.reservation.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.reservation.Samples;
import io.berth.reservation.host.Host;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions say of host 2: node-2, 16 processors, 2048 MB. */
class RequirementTest {
    private static final Host HOST =
            Samples.host(2, "gpu", "True", "count", "9", "speed", "2400", "rack", "R1", "version", "1.10", "odd", "null");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # a host's own fields, numbers as numbers
            ["==", "$id", "2"]                          | true
            ["==", "$vcpus", "16"]                      | true
            ["=", "$vcpus", "16.0"]                     | true
            ["!=", "$vcpus", "16"]                      | false
            [">", "$vcpus", "9"]                        | true
            ["<", "$vcpus", "100"]                      | true
            [">=", "$memory_mb", "2048"]                | true
            ["<=", "$memory_mb", "2047"]                | false
            ["==", "$local_gb", "100"]                  | true
            ["==", "$hypervisor_version", "1"]          | true
            ["==", "$hypervisor_type", "baremetal"]     | true
            ["==", "$service_name", "node-2"]           | true
            ["==", "$cpu_info", "{}"]                   | true
            ["==", "$reservable", "1"]                  | true
            [">", "$created_at", "2026-02-28"]          | true
            ["==", "$trust_id", "00000000000000010000000000000002"] | true
            # texts in any case
            ["==", "$hypervisor_hostname", "NODE-2"]    | true
            ["!=", "$hypervisor_hostname", "Node-2"]    | false
            ["<", "$hypervisor_hostname", "node-3"]     | true
            ["==", "$rack", "r1"]                       | true
            # empty fields
            ["==", "$status", "null"]                   | true
            ["!=", "$status", "null"]                   | false
            ["==", "$status", "x"]                      | false
            ["!=", "$status", "x"]                      | false
            ["==", "$updated_at", "null"]               | true
            ["==", "$vcpus", "null"]                    | false
            ["!=", "$vcpus", "null"]                    | true
            ["==", "$availability_zone", "null"]        | false
            # capabilities, as numbers where both are
            ["==", "$gpu", "true"]                      | true
            [">", "$speed", "1000"]                     | true
            [">", "$speed", "800"]                      | true
            [">", "$count", "10"]                       | false
            [">", "$version", "1.9"]                    | false
            ["==", "$odd", "null"]                      | true
            ["!=", "$odd", "null"]                      | false
            # a capability that the host lacks meets nothing
            ["==", "$missing", "x"]                     | false
            ["!=", "$missing", "x"]                     | false
            ["==", "$missing", "null"]                  | false
            ["not", ["==", "$missing", "x"]]            | false
            ["not", ["not", ["==", "$missing", "x"]]]   | false
            ["in", "$missing", "x", "y"]                | false
            ["not", ["in", "$missing", "x", "y"]]       | false
            ["or", ["==", "$missing", "x"], ["==", "$gpu", "true"]]            | true
            ["and", ["==", "$missing", "x"], ["==", "$gpu", "true"]]           | false
            ["not", ["and", ["==", "$missing", "x"], ["==", "$gpu", "false"]]] | true
            ["not", ["or", ["==", "$missing", "x"], ["==", "$gpu", "false"]]]  | false
            # and, or, not, in
            ["and", ["==", "$vcpus", "16"]]                                    | true
            ["and", ["==", "$vcpus", "16"], ["==", "$rack", "r2"]]             | false
            ["and", ["==", "$vcpus", "16"], ["and", ["==", "$rack", "r1"], ["==", "$gpu", "False"]]] | false
            ["or", ["==", "$vcpus", "1"], ["==", "$rack", "r2"]]               | false
            ["not", ["==", "$vcpus", "1"]]                                     | true
            ["in", "$rack", "r0", "r1"]                                        | true
            ["in", "$rack", ["r0", "r2"]]                                      | false
            ["in", "$vcpus", "8", "16"]                                        | true
            ["not", ["in", "$vcpus", "8", "16"]]                               | false
            """)
    void isMetOrNot(String text, boolean isMet) {
        Requirement requirement = RequirementParser.parse(text).orElseThrow();
        assertThat(requirement.isMetBy(HOST)).as(requirement.describe()).isEqualTo(isMet);
    }

    @ParameterizedTest
    @CsvSource({
        "+5, ==, 5, true",
        "-5, <, -4, true",
        "00012, ==, 12, true",
        "2.50, ==, 2.5, true",
        // not plain numbers: text
        "5., ==, 5, false",
        ".5, ==, 0.5, false",
        "1e3, ==, 1000, false",
        "1e3, <, 2, true",
        "0x10, ==, 16, false",
        "123456789012345678901234567890123456789012345, >, 9, false",
    })
    void onlyPlainNumbersAreComparedAsNumbers(String actual, String symbol, String wanted, boolean holds) {
        assertThat(Operator.named(symbol).orElseThrow().holds(actual, wanted)).isEqualTo(holds);
    }
}
