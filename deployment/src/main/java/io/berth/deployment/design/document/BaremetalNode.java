package io.berth.deployment.design.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A machine as its document describes it, before anything is inherited (contract drydock §10.7).
 *
 * @param name its host name
 */
public record BaremetalNode(
        DocumentReference reference, String name, HostSettings settings, @Nullable String bootMac, List<Address> addressing)
        implements DesignDocument {

    public BaremetalNode {
        addressing = List.copyOf(addressing);
    }

    /** An address on a network: a fixed one, or null for one that DHCP gives. */
    public record Address(String network, @Nullable String fixed) {

        public boolean isDhcp() {
            return fixed == null;
        }
    }
}
