package io.berth.deployment.node;

import io.berth.deployment.design.EffectiveNode;
import io.berth.deployment.design.document.NodeInterface;
import io.berth.hardware.SystemFacts;
import io.berth.placement.Inventory;
import io.berth.placement.Provider;
import io.berth.placement.RegisterProvider;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * How a machine enters the ledger: from what the design says and its controller tells to a node and its root provider.
 * What others have added to the provider stays.
 */
public final class Enrolment {
    private static final double MIB_PER_GIB = 1_024;
    private static final long BYTES_PER_GIB = 1L << 30;

    /** Placement's columns for names (contract placement §8.9). */
    private static final int TRAIT_LENGTH_MAX = 255;

    private Enrolment() {}

    /** The provider of a machine that no one has enrolled before: the same for the same name in every Berth. */
    public static UUID providerOf(String hostname) {
        return UUID.nameUUIDFromBytes(("berth host " + hostname).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param known the node as it was, if it was
     * @param provider the root provider of its name, if there is one
     */
    public static Node node(
            EffectiveNode design, SystemFacts facts, Optional<Node> known, Optional<Provider> provider, String designRef) {
        NodeState state = known.map(Node::state).filter(NodeState::isTaken).orElse(NodeState.READY);
        return new Node(
                design.name(),
                bootMac(design, facts),
                design.oobAddress(),
                designRef,
                state,
                processors(facts),
                Math.round(facts.memoryGib() * MIB_PER_GIB),
                facts.storageBytes() / BYTES_PER_GIB,
                bootAddress(design),
                provider.map(Provider::uuid).orElse(providerOf(design.name())),
                traits(design));
    }

    private static int processors(SystemFacts facts) {
        return facts.logicalProcessorCount() > 0 ? facts.logicalProcessorCount() : facts.processorCount();
    }

    /** The design's word counts; else the first interface that the controller lists. */
    public static Optional<String> bootMac(EffectiveNode design, SystemFacts facts) {
        return Optional.ofNullable(design.bootMac())
                .or(() -> facts.macAddresses().stream().findFirst())
                .flatMap(MacAddress::canonical);
    }

    private static Optional<String> bootAddress(EffectiveNode design) {
        return design.settings().interfaces().stream()
                .findFirst()
                .map(NodeInterface::networks)
                .flatMap(networks -> networks.stream().findFirst())
                .flatMap(design::fixedAddressOn);
    }

    private static SortedSet<String> traits(EffectiveNode design) {
        SortedSet<String> traits = new TreeSet<>();
        design.tags().forEach(tag -> traits.add(trait(tag)));
        Optional.ofNullable(design.settings().hardwareProfile()).ifPresent(profile -> traits.add(trait(profile)));
        return traits;
    }

    /** A name as a custom trait: {@code hw-control} is {@code CUSTOM_HW_CONTROL}. */
    static String trait(String name) {
        String trait = "CUSTOM_" + name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
        return trait.substring(0, Math.min(trait.length(), TRAIT_LENGTH_MAX));
    }

    /** What its provider is to be: totals and traits follow the machine, everything else stays. */
    public static RegisterProvider.Wanted wanted(Node node, Optional<Node> known, Optional<Provider> provider) {
        SortedMap<String, Inventory> inventories =
                new TreeMap<>(provider.map(Provider::inventories).orElseGet(TreeMap::new));
        put(inventories, "VCPU", node.cpuCount());
        put(inventories, "MEMORY_MB", node.memoryMb());
        put(inventories, "DISK_GB", node.diskGb());
        SortedSet<String> traits = new TreeSet<>(provider.map(Provider::traits).orElseGet(TreeSet::new));
        known.ifPresent(before -> traits.removeAll(before.traits()));
        traits.addAll(node.traits());
        return new RegisterProvider.Wanted(node.provider(), node.hostname(), inventories, traits);
    }

    private static void put(SortedMap<String, Inventory> inventories, String resourceClass, long total) {
        if (total < 1 || total > Inventory.AMOUNT_MAX) {
            return;
        }
        Inventory before = inventories.get(resourceClass);
        inventories.put(
                resourceClass,
                before == null || before.reserved() > total
                        ? Inventory.of(total)
                        : new Inventory(
                                total, before.reserved(), before.minUnit(), before.maxUnit(), before.stepSize(),
                                before.allocationRatio()));
    }
}
