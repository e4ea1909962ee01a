package io.berth.server.config;

import io.berth.reservation.floatingip.network.AddressRange;
import io.berth.reservation.floatingip.network.ExternalNetwork;
import io.berth.reservation.floatingip.network.ExternalNetworks;
import io.berth.reservation.floatingip.network.IpAddress;
import io.berth.reservation.floatingip.network.Subnet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.error.YAMLException;

/** The site's external networks, of the file that {@link ConfigKey#NETWORKS_FILE} names; the names in it are Neutron's. */
public final class NetworksFile {
    /** The network of {@code --fake}. */
    private static final String FAKE = "/networks.yaml";

    private static final Set<String> FILE_KEYS = Set.of("networks");
    private static final Set<String> NETWORK_KEYS = Set.of("id", "subnets");
    private static final Set<String> SUBNET_KEYS = Set.of("id", "cidr", "gateway_ip", "allocation_pools");
    private static final Set<String> POOL_KEYS = Set.of("start", "end");

    private NetworksFile() {}

    /** The configured networks; with {@code --fake} there is always one. */
    public static ExternalNetworks of(BerthConfig config) {
        return config.given(ConfigKey.NETWORKS_FILE)
                .map(file -> read(Path.of(file)))
                .orElseGet(() -> config.fake() ? fake() : ExternalNetworks.NONE);
    }

    private static ExternalNetworks read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException unreadable) {
            throw new ConfigProblem("the networks file " + file + " cannot be read: " + Unreadable.why(unreadable));
        }
    }

    private static ExternalNetworks fake() {
        try (InputStream file = NetworksFile.class.getResourceAsStream(FAKE)) {
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8), FAKE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @throws ConfigProblem that says where in the file what is wrong */
    static ExternalNetworks parse(String yaml, String name) {
        try {
            YamlPart file = YamlPart.of(name + ":", TextYaml.load(yaml), FILE_KEYS);
            List<ExternalNetwork> networks = file.list("networks", NETWORK_KEYS, NetworksFile::network);
            Set<String> ids = new HashSet<>();
            networks.forEach(network -> once(file, network.id(), ids));
            networks.stream().flatMap(network -> network.subnets().stream()).forEach(subnet -> once(file, subnet.id(), ids));
            return new ExternalNetworks(networks);
        } catch (YAMLException broken) {
            throw new ConfigProblem("the networks file " + name + " is not YAML: " + broken.getMessage());
        }
    }

    private static void once(YamlPart file, String id, Set<String> ids) {
        if (!ids.add(id)) {
            throw file.problem("has the id " + id + " twice");
        }
    }

    private static ExternalNetwork network(YamlPart part) {
        List<Subnet> subnets = part.list("subnets", SUBNET_KEYS, NetworksFile::subnet);
        for (Subnet subnet : subnets) {
            for (Subnet other : subnets) {
                if (subnet != other && subnet.range().overlaps(other.range())) {
                    throw part.problem("has subnets that overlap: " + subnet.id() + " and " + other.id());
                }
            }
        }
        return new ExternalNetwork(part.text("id"), subnets);
    }

    private static Subnet subnet(YamlPart part) {
        AddressRange range = AddressRange.ofNetwork(part.text("cidr"))
                .orElseThrow(() -> part.problem("needs a network for cidr, as in 172.24.4.0/24, not '" + part.text("cidr") + "'"));
        List<AddressRange> pools = part.list("allocation_pools", POOL_KEYS, NetworksFile::pool);
        pools.stream().filter(pool -> !range.contains(pool)).findFirst().ifPresent(pool -> {
            throw part.problem("has an allocation pool outside its cidr: " + pool.first() + " to " + pool.last());
        });
        IpAddress gateway = part.has("gateway_ip") ? address(part, "gateway_ip") : null;
        return new Subnet(part.text("id"), range, gateway, pools);
    }

    private static AddressRange pool(YamlPart part) {
        IpAddress first = address(part, "start");
        IpAddress last = address(part, "end");
        if (first.bits() != last.bits() || first.compareTo(last) > 0) {
            throw part.problem("ends before it starts: " + first + " to " + last);
        }
        return new AddressRange(first, last);
    }

    private static IpAddress address(YamlPart part, String key) {
        return IpAddress.parse(part.text(key))
                .orElseThrow(() -> part.problem("needs an address for " + key + ", not '" + part.text(key) + "'"));
    }
}
