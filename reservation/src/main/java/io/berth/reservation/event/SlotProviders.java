package io.berth.reservation.event;

import io.berth.base.Change;
import io.berth.base.Characters;
import io.berth.base.Ids;
import io.berth.placement.Consumer;
import io.berth.placement.Inventory;
import io.berth.placement.Ledger;
import io.berth.placement.LedgerChange.InventoriesWritten;
import io.berth.placement.LedgerChange.ProviderCreated;
import io.berth.placement.LedgerChange.ProviderDeleted;
import io.berth.placement.LedgerChange.ResourceClassAdded;
import io.berth.placement.LedgerChange.ResourceClassRemoved;
import io.berth.placement.LedgerView;
import io.berth.placement.Provider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The slots of reservations in the ledger, where Nova looks for them (contract blazar §15): an inventory of the reservation's own
 * resource class, one unit a slot, on a provider below the host's. What the slots stand for is claimed from the host by the
 * reservation itself.
 */
public final class SlotProviders {
    /** With which the resource classes of slots begin. */
    public static final String CLASS_PREFIX = "CUSTOM_RESERVATION_";

    private static final String PREFIX = "blazar_";
    /** Of providers' names. */
    private static final int NAME_LENGTH_MAX = 200;

    private final Ledger ledger;
    private final Ids ids;

    SlotProviders(Ledger ledger, Ids ids) {
        this.ledger = ledger;
        this.ids = ids;
    }

    /** {@code CUSTOM_RESERVATION_<id>} as names of resource classes are spelled. */
    public static String resourceClass(UUID reservation) {
        return CLASS_PREFIX + reservation.toString().toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /**
     * Gives out slots.
     *
     * @param slots by reservation and host: what the reservation gets more there
     * @param before what is written earlier in the same transaction
     */
    List<Change> give(Handle tx, Map<UUID, SortedMap<UUID, Integer>> slots, List<Change> before, Instant now) {
        Set<UUID> hosts = new HashSet<>();
        slots.values().forEach(ofHosts -> hosts.addAll(ofHosts.keySet()));
        if (hosts.isEmpty()) {
            return List.of();
        }
        SortedSet<String> known = ledger.resourceClasses(tx);
        SortedMap<UUID, Provider> trees = ledger.trees(tx, hosts);
        LedgerTouches touches = new LedgerTouches(before);
        List<Change> changes = new ArrayList<>();
        slots.keySet().stream()
                .map(SlotProviders::resourceClass)
                .filter(name -> !known.contains(name))
                .forEach(name -> changes.add(new ResourceClassAdded(name, now)));
        for (UUID host : hosts) {
            Provider root = trees.get(host);
            if (root == null) {
                continue;
            }
            Optional<Provider> child = childOf(root, trees.values());
            SortedMap<String, Inventory> inventories = new TreeMap<>();
            slots.forEach((reservation, ofHosts) -> {
                String name = resourceClass(reservation);
                long had = child.map(it -> it.inventories().get(name)).map(Inventory::total).orElse(0L);
                if (ofHosts.containsKey(host)) {
                    inventories.put(name, inventory(had + ofHosts.getOrDefault(host, 0), 0));
                }
            });
            changes.add(child.<Change>map(it -> new InventoriesWritten(touches.move(it), inventories, new TreeSet<>(), now))
                    .orElseGet(() -> new ProviderCreated(
                            child(root, nameOf(tx, root), inventories, now), Optional.of(touches.touch(root)))));
        }
        return changes;
    }

    private static Inventory inventory(long slots, long reserved) {
        return new Inventory(slots, reserved, 1, 1, 1, 1.0);
    }

    private static Optional<Provider> childOf(Provider root, Collection<Provider> tree) {
        return tree.stream()
                .filter(provider -> provider.parent().filter(root.uuid()::equals).isPresent())
                .filter(provider -> isSlotProvider(provider, root.name(), root.uuid()))
                .findFirst();
    }

    private static boolean isSlotProvider(Provider provider, String hostName, UUID host) {
        return provider.name().equals(PREFIX + hostName) || provider.name().equals(PREFIX + host);
    }

    /** By the host's name, as Blazar does; by its id where somebody else has that name or it is too long. */
    private String nameOf(Handle tx, Provider root) {
        String name = PREFIX + root.name();
        return Characters.count(name) > NAME_LENGTH_MAX || ledger.providerNamed(tx, name).isPresent() ? PREFIX + root.uuid() : name;
    }

    private Provider child(Provider root, String name, SortedMap<String, Inventory> inventories, Instant now) {
        return new Provider(
                ids.uuid(),
                name,
                0,
                0,
                Optional.of(root.uuid()),
                root.root(),
                inventories,
                new TreeSet<>(),
                new TreeSet<>(),
                new Provider.Times(now, Optional.empty(), new TreeMap<>(), Optional.empty()));
    }

    /**
     * Takes slots away, with the resource class. What consumers still use that Berth knows nothing of stays, but nobody gets more of it.
     *
     * @param reservations and the hosts on which each has slots
     * @param released the consumers whose claims end earlier in the same transaction
     * @param before what is written earlier in the same transaction
     */
    List<Change> takeBack(
            Handle tx,
            Map<UUID, ? extends Collection<UUID>> reservations,
            Collection<String> released,
            List<Change> before,
            Instant now) {
        Set<UUID> hosts = new HashSet<>();
        reservations.values().forEach(hosts::addAll);
        if (hosts.isEmpty()) {
            return List.of();
        }
        SortedSet<String> classes = new TreeSet<>();
        reservations.keySet().forEach(reservation -> classes.add(resourceClass(reservation)));
        Collection<Provider> trees = ledger.trees(tx, hosts).values();
        Set<UUID> parents = new HashSet<>();
        trees.forEach(provider -> provider.parent().ifPresent(parents::add));
        List<Provider> providers = trees.stream()
                .filter(provider -> classes.stream().anyMatch(provider.inventories()::containsKey))
                .toList();
        LedgerView.Rows view = ledger.view(tx, providers.stream().map(Provider::uuid).toList(), released);
        LedgerTouches touches = new LedgerTouches(before);
        List<Change> changes = new ArrayList<>();
        SortedSet<String> unused = new TreeSet<>(classes);
        unused.retainAll(view.resourceClasses());
        for (Provider provider : providers) {
            Map<String, Long> used = stillUsed(view, provider.uuid(), classes);
            unused.removeAll(used.keySet());
            changes.add(cleared(provider, classes, used, touches, now));
            if (isEmptied(provider, classes, used) && !parents.contains(provider.uuid())) {
                changes.add(new ProviderDeleted(touches.lastOf(provider)));
            }
        }
        unused.forEach(name -> changes.add(new ResourceClassRemoved(name)));
        return changes;
    }

    /**
     * Takes away the slots that reservations have on hosts that they leave; they keep those elsewhere, and their resource classes. What
     * consumers still use there stays, but nobody gets more of it.
     *
     * @param reservations by host
     * @param before what is written earlier in the same transaction
     */
    List<Change> leave(
            Handle tx, SortedMap<UUID, SortedSet<UUID>> reservations, List<Change> before, Instant now) {
        if (reservations.isEmpty()) {
            return List.of();
        }
        SortedMap<UUID, Provider> trees = ledger.trees(tx, reservations.keySet());
        LedgerView.Rows view = ledger.view(tx, trees.keySet(), List.of());
        LedgerTouches touches = new LedgerTouches(before);
        List<Change> changes = new ArrayList<>();
        for (Provider provider : trees.values()) {
            SortedSet<String> classes = new TreeSet<>();
            reservations.getOrDefault(provider.root(), new TreeSet<>()).forEach(reservation -> classes.add(resourceClass(reservation)));
            classes.retainAll(provider.inventories().keySet());
            if (!classes.isEmpty()) {
                changes.add(cleared(provider, classes, stillUsed(view, provider.uuid(), classes), touches, now));
            }
        }
        return changes;
    }

    private static Map<String, Long> stillUsed(LedgerView.Rows view, UUID provider, Set<String> classes) {
        Map<String, Long> used = new HashMap<>();
        for (String name : classes) {
            long ended = view.consumers().values().stream()
                    .map(Consumer::allocations)
                    .mapToLong(held -> held.getOrDefault(provider, new TreeMap<>()).getOrDefault(name, 0L))
                    .sum();
            long left = view.usedOf(provider, name) - ended;
            if (left > 0) {
                used.put(name, left);
            }
        }
        return used;
    }

    private static Change cleared(
            Provider provider, SortedSet<String> classes, Map<String, Long> used, LedgerTouches touches, Instant now) {
        SortedMap<String, Inventory> closed = new TreeMap<>();
        SortedSet<String> removed = new TreeSet<>();
        provider.inventories().forEach((name, inventory) -> {
            if (used.containsKey(name)) {
                closed.put(name, inventory(inventory.total(), inventory.total()));
            } else if (classes.contains(name)) {
                removed.add(name);
            }
        });
        return new InventoriesWritten(touches.move(provider), closed, removed, now);
    }

    private static boolean isEmptied(Provider provider, Set<String> classes, Map<String, Long> used) {
        return provider.name().startsWith(PREFIX)
                && used.isEmpty()
                && classes.containsAll(provider.inventories().keySet());
    }
}
