package io.berth.deployment.design;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.deployment.Resources;
import io.berth.deployment.design.document.NodeInterface;
import io.berth.deployment.design.document.StorageDevice;
import io.berth.deployment.design.document.StorageDevice.Partition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class InheritanceTest {

    private static final String PARENT = """
              oob: {type: redfish, network: oob, account: root}
              primary_network: net
              interfaces:
                a: {device_link: l1, slaves: [s1, s2], networks: [n1], sriov: {vf_count: 2}}
                b: {device_link: l2, slaves: [s3]}
              storage:
                physical_devices:
                  sda: {partitions: [{name: root, size: 30g, filesystem: {mountpoint: /, fstype: xfs}}, {name: log, size: 5g}]}
                  sdb: {volume_group: vg}
                  sdc: {volume_group: vg}
                volume_groups:
                  vg: {logical_volumes: [{name: lv1, size: 10%}]}
              platform: {image: jammy, kernel_params: {quiet: true, console: tty0}}
              metadata: {tags: [t1, t2], owner_data: {a: '1', b: '2'}, rack: r1, boot_mac: aa}
            """;

    @Test
    void without_overrides_a_node_gets_everything_but_the_boot_mac() {
        var node = node("");

        assertThat(node.settings().rack()).isEqualTo("r1");
        assertThat(node.settings().tags()).containsExactly("t1", "t2");
        assertThat(node.settings().interfaces()).extracting(NodeInterface::name).containsExactly("a", "b");
        assertThat(node.settings().interfaces().getFirst().sriov()).isNotNull();
        assertThat(node.bootMac()).isNull();
        assertThat(node.kernelCommandLine()).isEqualTo(" quiet console=tty0");
    }

    @Test
    void scalars_override_and_an_exclamation_mark_unsets() {
        var node = node("""
              primary_network: '!'
              oob: {type: ipmi, '!account': '', credential: x}
              platform: {image: noble, kernel_params: {'!quiet': '', console: ttyS0, elevator: none}}
              metadata: {rack: r2, owner_data: {'!a': '', c: '3'}, tags: ['!t1', t3]}
            """);

        assertThat(node.settings().primaryNetwork()).isNull();
        assertThat(node.settings().oobType()).isEqualTo("ipmi");
        assertThat(node.settings().oobParameters()).containsOnlyKeys("network", "credential");
        assertThat(node.settings().image()).isEqualTo("noble");
        assertThat(node.settings().rack()).isEqualTo("r2");
        assertThat(node.settings().ownerData()).containsOnlyKeys("b", "c");
        assertThat(node.settings().tags()).containsExactly("t3", "t2");
        assertThat(node.kernelCommandLine()).isEqualTo(" console=ttyS0 elevator=none");
    }

    @Test
    void interfaces_merge_by_name_and_lose_their_virtual_functions() {
        var node = node("""
              interfaces:
                '!b': {}
                a: {slaves: ['!s1', s9], networks: [n2]}
                c: {device_link: l3}
            """);

        assertThat(node.settings().interfaces()).containsExactly(
                new NodeInterface("a", "l1", List.of("s9", "s2"), List.of("n2", "n1"), null),
                new NodeInterface("c", "l3", List.of(), List.of(), null));
    }

    @Test
    void storage_keeps_every_parent_device_that_the_child_does_not_remove() {
        var node = node("""
              storage:
                physical_devices:
                  sda: {partitions: [{name: root, size: 40g}, {name: '!log'}, {name: var, size: 1g}]}
                  '!sdb': {}
                  sdd: {volume_group: vg}
                volume_groups:
                  vg: {logical_volumes: [{name: lv2, size: 5%}]}
            """);

        assertThat(node.settings().storageDevices()).extracting(StorageDevice::name).containsExactly("sda", "sdc", "sdd");
        assertThat(node.settings().storageDevices().getFirst().partitions()).extracting(Partition::name).containsExactly("root", "var");
        assertThat(node.settings().storageDevices().getFirst().partitions().getFirst()).satisfies(root -> {
            assertThat(root.size()).isEqualTo("40g");
            assertThat(root.fileSystem()).isEqualTo(new StorageDevice.FileSystem("/", "xfs", "defaults", null, null));
        });
        assertThat(node.settings().volumeGroups().getFirst().logicalVolumes()).extracting(volume -> volume.name()).containsExactly("lv1", "lv2");
    }

    @Test
    void a_broken_chain_says_what_is_missing() {
        assertThat(compile("hardware_profile: hw\n  host_profile: nope", ""))
                .isEqualTo(new CompiledDesign.NotCompiled("HostProfile nope not found in design state"));
        assertThat(compile("host_profile: p", "hardware_profile: nope"))
                .isEqualTo(new CompiledDesign.NotCompiled("HardwareProfile nope not found in design state"));
        assertThat(compile("host_profile: p", "host_profile: p"))
                .isEqualTo(new CompiledDesign.NotCompiled("HostProfile inheritance is a cycle: p -> p"));
    }

    private static EffectiveNode node(String own) {
        return Resources.design(site("host_profile: p\n" + own, "hardware_profile: hw\n" + PARENT))
                .nodes()
                .getFirst();
    }

    private static CompiledDesign compile(String own, String parent) {
        return EffectiveDesign.compile(SiteDocuments.parse(site(own, parent).getBytes(StandardCharsets.UTF_8)));
    }

    private static String site(String own, String parent) {
        return """
                ---
                schema: drydock/HardwareProfile/v1
                metadata: {name: hw}
                data: {}
                ---
                schema: drydock/HostProfile/v1
                metadata: {name: p}
                data:
                  %s
                ---
                schema: drydock/BaremetalNode/v1
                metadata: {name: n}
                data:
                  addressing: [{network: net, address: dhcp}]
                  %s
                """.formatted(parent.strip(), own.strip());
    }
}
