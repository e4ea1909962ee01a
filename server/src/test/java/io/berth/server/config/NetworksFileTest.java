package io.berth.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.reservation.floatingip.network.ExternalNetworks.Found;
import io.berth.reservation.floatingip.network.ExternalNetworks;
import io.berth.reservation.floatingip.network.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworksFileTest {
    private static final String SUBNET = "networks: [{id: net, subnets: [{id: sub, %s}]}]";

    @TempDir
    private Path directory;

    private static Found find(ExternalNetworks networks, String network, String address) {
        return networks.find(network, IpAddress.parse(address).orElseThrow());
    }

    @Test
    void networksAreReadFromTheFile() throws IOException {
        Path file = Files.writeString(directory.resolve("networks.yaml"), """
                networks:
                  - id: 42
                    subnets:
                      - id: four
                        cidr: 203.0.113.0/24
                        gateway_ip: 203.0.113.1
                        allocation_pools:
                          - {start: 203.0.113.2, end: 203.0.113.9}
                          - {start: 203.0.113.200, end: 203.0.113.200}
                      - id: six
                        cidr: 2001:db8::/64
                """);
        ExternalNetworks networks = NetworksFile.of(BerthConfig.defaults().with(ConfigKey.NETWORKS_FILE, file.toString()));

        assertThat(find(networks, "42", "203.0.113.10")).isEqualTo(new Found.InSubnet("four"));
        assertThat(find(networks, "42", "203.0.113.1")).isEqualTo(new Found.UsedByNetwork("four"));
        assertThat(find(networks, "42", "203.0.113.9")).isEqualTo(new Found.UsedByNetwork("four"));
        assertThat(find(networks, "42", "203.0.113.200")).isEqualTo(new Found.UsedByNetwork("four"));
        assertThat(find(networks, "42", "2001:db8::1")).isEqualTo(new Found.InSubnet("six"));
        assertThat(find(networks, "42", "2001:db8:1::1")).isEqualTo(new Found.NoSuchSubnet());
        assertThat(find(networks, "43", "203.0.113.10")).isEqualTo(new Found.NoSuchNetwork());
    }

    @Test
    void theSimulatedSiteHasTheNetworkThatTheDocumentationShows() throws IOException {
        String page = Files.readString(Path.of("../docs/configuration.md"));
        String shown = page.substring(page.indexOf("networks:\n"));
        ExternalNetworks documented = NetworksFile.parse(shown.substring(0, shown.indexOf("```")), "docs");
        assertThat(NetworksFile.of(BerthConfig.defaults().withFake(true))).isEqualTo(documented);
        assertThat(NetworksFile.of(BerthConfig.defaults())).isEqualTo(ExternalNetworks.NONE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cidr: 10.0.0.1/24                                                             | needs a network for cidr
            cidr: 10.0.0.0                                                                | needs a network for cidr
            gateway_ip: 10.0.0.1                                                          | needs a text for cidr
            'cidr: 10.0.0.0/24, gateway_ip: x'                                            | networks[0] subnets[0] needs an address for gateway_ip, not 'x'
            'cidr: 10.0.0.0/24, gateway: 10.0.0.1'                                        | has an unknown key gateway; it may have allocation_pools, cidr, gateway_ip, id
            'cidr: 10.0.0.0/24, allocation_pools: 10.0.0.2'                               | needs a list for allocation_pools
            'cidr: 10.0.0.0/24, allocation_pools: [{start: 10.0.0.9, end: 10.0.0.2}]'     | allocation_pools[0] ends before it starts
            'cidr: 10.0.0.0/24, allocation_pools: [{start: 10.0.0.9, end: "::1"}]'        | allocation_pools[0] ends before it starts
            'cidr: 10.0.0.0/24, allocation_pools: [{start: 10.0.0.9, end: 10.0.1.2}]'     | has an allocation pool outside its cidr
            'cidr: 10.0.0.0/24}, {id: other, cidr: 10.0.0.128/25'                         | has subnets that overlap: sub and other
            'cidr: 10.0.0.0/24}, {id: net, cidr: 10.0.1.0/24'                             | has the id net twice
            'cidr: 10.0.0.0/24, id: again'                                                | is not YAML
            """)
    void whatIsWrongIsToldWithItsPlace(String subnet, String problem) {
        assertThatThrownBy(() -> NetworksFile.parse(SUBNET.formatted(subnet), "n.yaml"))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("n.yaml");
    }

    @Test
    void aFileThatIsNotThereStopsTheStart() {
        assertThatThrownBy(() -> NetworksFile.of(BerthConfig.defaults().with(ConfigKey.NETWORKS_FILE, "/no/such.yaml")))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageEndingWith("/no/such.yaml cannot be read: there is no such file");
    }

    @Test
    void aFileThatIsNoTextIsToldAsSuch(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("n.yaml"), new byte[] {(byte) 0xC3, 0x28});
        assertThatThrownBy(() -> NetworksFile.of(BerthConfig.defaults().with(ConfigKey.NETWORKS_FILE, file.toString())))
                .isInstanceOf(ConfigProblem.class)
                .hasMessageEndingWith("n.yaml cannot be read: it is no text in UTF-8");
    }
}
