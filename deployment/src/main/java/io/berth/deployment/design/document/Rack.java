package io.berth.deployment.design.document;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A rack and its switches (contract drydock §10.3). Nodes name their rack; nothing demands that it exists. */
public record Rack(
        DocumentReference reference,
        String name,
        List<TorSwitch> torSwitches,
        Map<String, String> location,
        List<String> localNetworks,
        Map<String, String> labels)
        implements DesignDocument {

    public Rack {
        torSwitches = List.copyOf(torSwitches);
        location = Copies.ordered(location);
        localNetworks = List.copyOf(localNetworks);
        labels = Copies.ordered(labels);
    }

    public record TorSwitch(String name, @Nullable String managementAddress, @Nullable String sdnApiUrl) {}
}
