package io.berth.deployment.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.deployment.Resources;
import io.berth.deployment.design.SiteDocuments;
import io.berth.deployment.design.document.DesignMessage.Finding;
import io.berth.deployment.design.document.DesignMessage.Level;
import io.berth.deployment.validation.rule.PlatformOffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule texts for which no site was recorded: one change to the sound site, one finding (contract drydock §13.3). */
class DesignRulesTest {

    private static final PlatformOffer OFFER = new PlatformOffer.Offered(Map.of("jammy", List.of("ga-22.04", "hwe-22.04")));

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            gateway: 10.40.0.1 | gateway: 10.99.0.1 | DD2002 | IP Locality Check: The gateway IP Address 10.99.0.1 is not within the defined CIDR: 10.40.0.0/24 of oob.
            gateway: 10.40.0.1 | gateway: nonsense | DD2002 | IP Locality Check: The gateway IP Address nonsense is not within the defined CIDR: 10.40.0.0/24 of oob.
            address: 10.40.2.20 | address: 10.41.2.20 | DD2002 | IP Locality Check: The IP Address 10.41.2.20 is not within the defined CIDR: 10.40.2.0/24 of mgmt .
            cidr: 10.40.0.0/24 | cidr: 10.40.0.0/24\\n  vlan: '7' | DD2004 | Network Trunking Rationalty: Network link native network has a defined VLAN tag.
            up_delay: 1000 | up_delay: 10 | DD1006 | Network Bond Rationality: Up delay 10 is less than mon rate 100
            device_link: pxe-link | device_link: nolink | DD1007 | Allowed Network Check: Interface pxe0 connected to undefined network link nolink.
            size: 2g | size: 900m | DD1001 | Rational Boot Storage: Boot volume must be > 1GB on BaremetalNode ridge1-r01-ctl01
            size: 2g | size: '>2g' | DD1001 | Rational Boot Storage: Boot volume has an invalid size format on BaremetalNode ridge1-r01-ctl01.
            size: 2g | size: 100% | DD2003 | Storage Sizing: Cumulative partition sizes on device boot_disk is greater than 99%.
            size: 30g | size: 45% | DD2003 | Storage Sizing: Cumulative logical volume size is greater than 99% in volume group vg_bulk
            bootable: true | volume_group: vg_x | DD2002 | Storage Partitioning: Both a volume group AND file system cannot be defined in a single partition
            kernel: ga-22.04 | kernel: ga-16.04 | DD3001 | Platform Selection: Platform Validation: invalid kernel ga-16.04
            """)
    void a_change_is_found(String text, String change, String code, String message) {
        var report = validate(base().replaceFirst(Pattern.quote(text), change.replace("`", "").replace("\\n", "\n")), OFFER);

        assertThat(report.status()).isEqualTo("Failure");
        assertThat(findings(report, Level.ERROR)).anySatisfy(finding -> {
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.message()).isEqualTo(message);
        });
    }

    @Test
    void active_backup_bonds_are_accepted() {
        assertThat(validate(base().replace("mode: 802.3ad", "mode: active-backup"), OFFER).isSuccess()).isTrue();
    }

    @Test
    void a_virtual_node_without_boot_mac_is_found() {
        var report = validate(
                base().replace("type: redfish", "type: libvirt\n    libvirt_uri: qemu+ssh://h/system").replaceAll("boot_mac: .*", ""), OFFER);

        assertThat(findings(report, Level.ERROR)).extracting(Finding::message)
                .containsOnly("Valid Libvirt Configuration: libvirt-based node requries defined boot MAC address.");
    }

    @Test
    void without_a_provisioner_the_platform_is_a_warning() {
        var none = validate(base(), new PlatformOffer.NoProvisioner());
        var silent = validate(base(), new PlatformOffer.Unreachable());

        assertThat(none.isSuccess() && silent.isSuccess()).isTrue();
        assertThat(findings(none, Level.WARNING)).extracting(Finding::message).containsExactly(
                "Platform Selection: Platform Validation: No enabled node driver, imageand kernel selections not validated.");
        assertThat(findings(silent, Level.WARNING)).extracting(Finding::message).containsExactly(
                "Platform Selection: Platform validation: Could not load images from driver, skippingimage and kernel selection validation.");
        assertThat(findings(none, Level.INFO)).hasSize(18);
    }

    @Test
    void a_node_without_boot_action_is_a_warning() {
        var report = validate(base().replaceAll("(?s)---\nschema: drydock/BootAction/v1.*?(?=---|\\z)", ""), OFFER);

        assertThat(report.isSuccess()).isTrue();
        assertThat(findings(report, Level.WARNING)).extracting(Finding::message).containsExactly(
                "Bootaction Definition: Node ridge1-r01-ctl01 is not in scope for any bootactions.",
                "Bootaction Definition: Node ridge1-r01-ctl02 is not in scope for any bootactions.");
    }

    @Test
    void each_violation_of_one_document_is_a_finding_of_its_own() {
        var site = SiteDocuments.parse("""
                schema: drydock/NetworkLink/v1
                metadata: {name: l}
                data: {mtu: '1500', bonding: {mode: 3, speed: x, colour: y}, linkspeed: []}
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(site.messages()).extracting(message -> message.message()).containsExactly(
                "NetworkLink:v1 schema validation error: 3 is not of type 'string'",
                "NetworkLink:v1 schema validation error: Additional properties are not allowed ('colour', 'speed' were unexpected)",
                "NetworkLink:v1 schema validation error: '1500' is not of type 'number'",
                "NetworkLink:v1 schema validation error: [] is not of type 'string'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            Network | {} | Unexpected error processing document: Field `cidr' cannot be None
            NetworkLink | {mtu: 1500} | Unexpected error processing document: Field `allowed_networks' cannot be None
            BaremetalNode | {} | Error processing document: BaremetalNode needs at least 1 assigned address
            BaremetalNode | {addressing: [{address: dhcp}]} | Unexpected error processing document: Field `network' cannot be None
            HardwareProfile | {device_aliases: {a: {address: x}}} | Unexpected error processing document: Field `bus_type' cannot be None
            HardwareProfile | {device_aliases: {a: x}} | Unexpected error processing document: 'str' object has no attribute 'get'
            BootAction | {assets: [{type: file, permissions: '999'}]} | Unexpected error processing document: invalid literal for int() with base 8: '999'
            """)
    void a_document_that_no_record_can_be_made_of_is_dd000(String kind, String data, String message) {
        var site = SiteDocuments.parse("schema: drydock/%s/v1\nmetadata: {name: d}\ndata: %s".formatted(kind, data).getBytes(StandardCharsets.UTF_8));

        assertThat(site.messages()).singleElement().isInstanceOfSatisfying(Finding.class, finding -> {
            assertThat(finding.code()).isEqualTo("DD000");
            assertThat(finding.message()).isEqualTo(message);
        });
    }

    private static String base() {
        return Resources.text("drydock-site/invalid/base-valid.yaml");
    }

    private static ValidationReport validate(String yaml, PlatformOffer offer) {
        return DesignValidator.validate(SiteDocuments.parse(yaml.getBytes(StandardCharsets.UTF_8)), offer);
    }

    private static List<Finding> findings(ValidationReport report, Level level) {
        return report.messages().stream()
                .filter(Finding.class::isInstance)
                .map(Finding.class::cast)
                .filter(finding -> finding.level() == level)
                .toList();
    }
}
