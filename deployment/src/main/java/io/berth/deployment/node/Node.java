package io.berth.deployment.node;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A machine that the provisioner knows.
 *
 * @param bootMac canonical, see {@link MacAddress}
 * @param oobAddress of its management controller, as the design gives it
 * @param designRef the design that it was last prepared or deployed from
 * @param bootIp its address on the network it boots from, where that is a fixed one
 * @param provider its root resource provider in the ledger
 * @param traits those that its provider has because of its design
 */
public record Node(
        String hostname,
        Optional<String> bootMac,
        Optional<String> oobAddress,
        String designRef,
        NodeState state,
        int cpuCount,
        long memoryMb,
        long diskGb,
        Optional<String> bootIp,
        UUID provider,
        SortedSet<String> traits) {
    public Node {
        traits = Collections.unmodifiableSortedSet(new TreeSet<>(traits));
    }
}
