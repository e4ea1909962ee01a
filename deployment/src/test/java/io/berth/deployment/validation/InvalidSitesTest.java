package io.berth.deployment.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.deployment.Resources;
import io.berth.deployment.design.SiteDocuments;
import io.berth.deployment.design.document.DesignMessage;
import io.berth.deployment.design.document.DesignMessage.Finding;
import io.berth.deployment.design.document.DesignMessage.Level;
import io.berth.deployment.design.document.DesignMessage.Note;
import io.berth.deployment.validation.rule.PlatformOffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Forty-nine sites with one defect each, against what the real service said about them. */
class InvalidSitesTest {

    private static final PlatformOffer OFFER =
            new PlatformOffer.Offered(Map.of("jammy", List.of("ga-22.04", "hwe-22.04")));

    /** What differs on purpose: the reason, and the messages to expect instead, code and text. All of them still end with HTTP 400. */
    private record Deviation(String reason, String status, List<String> messages) {}

    private static final Map<String, Deviation> DEVIATIONS = Map.of(
            "dd1001-mixed-case-size.yaml",
            new Deviation("the rule breaks on a mixed-case unit; it is an invalid size like any other", "Failure", List.of(
                    "DD1001 Rational Boot Storage: Root volume has an invalid size format on BaremetalNoderidge1-r01-ctl01.",
                    "DD1001 Rational Boot Storage: Root volume has to be set and must be > 20GB on BaremetalNode ridge1-r01-ctl01",
                    "DD1001 Rational Boot Storage: Root volume has an invalid size format on BaremetalNoderidge1-r01-ctl02.",
                    "DD1001 Rational Boot Storage: Root volume has to be set and must be > 20GB on BaremetalNode ridge1-r01-ctl02")),
            "dd2003-network-mtu.yaml",
            new Deviation("the message names the MTU of the last link instead of the network's", "Failure", List.of(
                    "DD2003 MTU Rationality: MTU must be between 1280 and 65536, value is 70000")),
            "dd2004-native-undefined.yaml",
            new Deviation("a missing native network ends the validation; it is a finding about the link", "Failure", List.of(
                    "DD2004 Network Trunking Rationalty: Network link native network nonet is not defined.")),
            "cidr-malformed.yaml",
            new Deviation("an unparsable CIDR ends the validation without naming the document", "Failure", List.of(
                    "DD2006 CIDR Validity: The provided CIDR 10.40.2.0/40 is not a network")),
            "dd4001-ipmi-no-credential.yaml",
            new Deviation("the rule breaks while it formats its message; this is the message", "Failure", List.of(
                    "DD4001 Valid IPMI Configuration: OOB parameter credential for IPMI node ridge1-r01-ctl01 missing.",
                    "DD4001 Valid IPMI Configuration: OOB parameter credential for IPMI node ridge1-r01-ctl02 missing.")),
            "ref-profile-cycle.yaml",
            new Deviation("a cycle shows as Python's recursion limit; here it is named", "failure", List.of(
                    "null Error loading effective site: HostProfile inheritance is a cycle: host-base -> host-base")));

    static Stream<Arguments> sites() {
        return Resources.json("drydock-site/invalid/index.json").get("entries").valueStream()
                .map(entry -> Arguments.of(entry.get("file").asString(), entry));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sites")
    void a_defect_is_reported_as_the_real_service_reports_it(String file, JsonNode recorded) {
        var report = validate("drydock-site/invalid/" + file);
        var deviation = DEVIATIONS.get(file);

        assertThat(report.code()).isEqualTo(recorded.get("http_status").asInt());
        if (deviation != null) {
            assertThat(report.status()).as(deviation.reason()).isEqualTo(deviation.status());
            assertThat(findings(report).valueStream()
                            .map(finding -> finding.get("name").asString("null") + " " + finding.get("message").asString())
                            .toList())
                    .as(deviation.reason())
                    .isEqualTo(deviation.messages());
            return;
        }
        assertThat(report.status()).isEqualTo(recorded.get("result_status").asString());
        assertThat(Resources.JSON.<JsonNode>valueToTree(report.message())).isEqualTo(recorded.get("message"));
        assertThat(report.errorCount()).isEqualTo(recorded.get("error_count").asInt());
        assertThat(findings(report)).isEqualTo(recorded.get("findings"));
    }

    @Test
    void every_deviation_is_about_a_recorded_site() {
        var files = new HashSet<>(sites().map(entry -> (String) entry.get()[0]).toList());

        assertThat(files).containsAll(DEVIATIONS.keySet()).hasSize(49);
    }

    @Test
    void the_site_without_a_defect_passes_every_rule_in_order() {
        var report = validate("drydock-site/invalid/base-valid.yaml");

        assertThat(report.isSuccess()).isTrue();
        assertThat(report.reason()).isNull();
        assertThat(report.messages().stream().map(DesignMessage::message).toList()).isEqualTo(Stream.of(
                        "Rational Boot Storage", "CIDR Validity", "Hugepages", "IP Locality Check", "MTU Rationality",
                        "Network Trunking Rationalty", "Duplicated IP Check", "Platform Selection", "Network Bond Rationality",
                        "Storage Partitioning", "Storage Sizing", "Storage Mountpoint", "Allowed Network Check", "Hostname Validity",
                        "Valid IPMI Configuration", "Valid Libvirt Configuration", "Bootaction Definition",
                        "Bootaction pkg_list Validation")
                .map(rule -> rule + ": Validation successful.")
                .toList());
        assertThat(report.messages().stream().map(message -> ((Finding) message).code()).toList())
                .containsExactly(
                        "DD1001", "DD2006", "DD1008", "DD2002", "DD2003", "DD2004", "DD2005", "DD3001", "DD1006", "DD2002",
                        "DD2003", "DD2004", "DD1007", "DD3003", "DD4001", "DD4002", "DD4001", "DD4002");
    }

    private static ValidationReport validate(String path) {
        return DesignValidator.validate(SiteDocuments.parse(Resources.bytes(path)), OFFER);
    }

    /** The errors and warnings, laid out as recorded. */
    private static JsonNode findings(ValidationReport report) {
        var list = Resources.JSON.createArrayNode();
        for (DesignMessage message : report.messages()) {
            ObjectNode node = Resources.JSON.createObjectNode();
            switch (message) {
                case Finding finding -> {
                    if (finding.level() == Level.INFO) {
                        continue;
                    }
                    node.put("name", finding.code()).put("level", finding.level().wireName());
                    node.put("error", finding.isError()).put("message", finding.message()).put("diagnostic", finding.diagnostic());
                    var documents = node.putArray("documents");
                    finding.documents().forEach(one -> documents.addObject().put("schema", one.schema()).put("name", one.name()));
                }
                case Note note -> node.putNull("name")
                        .put("error", note.isError())
                        .put("message", note.message())
                        .put("context_type", note.contextType())
                        .put("context", note.context());
            }
            list.add(node);
        }
        return list;
    }
}
