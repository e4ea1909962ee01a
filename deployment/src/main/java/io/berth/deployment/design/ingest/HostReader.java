package io.berth.deployment.design.ingest;

import io.berth.deployment.design.document.BaremetalNode;
import io.berth.deployment.design.document.BaremetalNode.Address;
import io.berth.deployment.design.document.DocumentReference;
import io.berth.deployment.design.document.HostProfile;
import io.berth.deployment.design.document.HostSettings;
import io.berth.deployment.design.document.NodeInterface;
import io.berth.deployment.design.document.NodeInterface.Sriov;
import io.berth.deployment.yaml.YamlValue;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** HostProfile and BaremetalNode. */
final class HostReader {

    private HostReader() {}

    static HostProfile profile(DocumentReference reference, String name, Data data) {
        return new HostProfile(reference, name, settings(data));
    }

    static BaremetalNode node(DocumentReference reference, String name, Data data) {
        var addressing = data.list("addressing", item -> address(name, Data.of(item)));
        if (addressing.isEmpty()) {
            throw Unusable.foreseen("BaremetalNode needs at least 1 assigned address");
        }
        return new BaremetalNode(reference, name, settings(data), data.object("metadata").text("boot_mac"), addressing);
    }

    private static Address address(String node, Data data) {
        String address = data.text("address", "");
        if (address.isEmpty()) {
            throw Unusable.foreseen("Invalid address assignment on Node " + node + ": an entry has no address");
        }
        return new Address(data.required("network"), address.equals("dhcp") ? null : address);
    }

    private static HostSettings settings(Data data) {
        var oob = new LinkedHashMap<>(data.object("oob").looseMapOfAll());
        String oobType = oob.remove("type");
        var platform = data.object("platform");
        var metadata = data.object("metadata");
        var storage = data.object("storage");
        return new HostSettings(
                data.text("host_profile"),
                data.text("hardware_profile"),
                data.text("primary_network"),
                oobType,
                oob,
                data.entries("interfaces", HostReader::networkInterface),
                StorageReader.devices(storage),
                StorageReader.volumeGroups(storage),
                platform.text("image"),
                platform.text("kernel"),
                platform.textMap("kernel_params"),
                metadata.texts("tags"),
                metadata.textMap("owner_data"),
                metadata.text("rack"));
    }

    private static NodeInterface networkInterface(String name, YamlValue value) {
        var data = Data.of(value);
        return new NodeInterface(
                name, data.text("device_link"), data.texts("slaves"), data.texts("networks"), sriov(data));
    }

    /** The key's presence turns it on; the schema's {@code trustmode} has never had an effect, {@code trustedmode} has. */
    private static @Nullable Sriov sriov(Data data) {
        if (!data.has("sriov")) {
            return null;
        }
        var sriov = data.object("sriov");
        return new Sriov(sriov.integer("vf_count", 0), Boolean.TRUE.equals(sriov.flag("trustedmode")));
    }
}
