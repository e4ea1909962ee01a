package io.berth.deployment.design.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network interface of a node, made of one or more ports.
 *
 * @param link the NetworkLink it is plugged into
 * @param slaves device aliases or device names
 */
public record NodeInterface(
        String name, @Nullable String link, List<String> slaves, List<String> networks, @Nullable Sriov sriov) {

    public NodeInterface {
        slaves = List.copyOf(slaves);
        networks = List.copyOf(networks);
    }

    /** Virtual functions on the ports. */
    public record Sriov(int virtualFunctions, boolean trusted) {}
}
