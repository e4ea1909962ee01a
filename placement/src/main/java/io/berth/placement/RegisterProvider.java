package io.berth.placement;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.placement.LedgerChange.InventoriesWritten;
import io.berth.placement.LedgerChange.ProviderCreated;
import io.berth.placement.LedgerChange.ProviderUpdated;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.LedgerChange.TraitAdded;
import io.berth.placement.LedgerChange.TraitsReplaced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Makes a root provider what it should be: creates it, or brings its name, inventories and traits up to date. For
 * machines when they are enrolled; saying the same again changes nothing. Custom traits that are new are added.
 */
public final class RegisterProvider {
    private RegisterProvider() {}

    public record Wanted(
            UUID uuid, String name, SortedMap<String, Inventory> inventories, SortedSet<String> traits) {
        public Wanted {
            inventories = Collections.unmodifiableSortedMap(new TreeMap<>(inventories));
            traits = Collections.unmodifiableSortedSet(new TreeSet<>(traits));
        }
    }

    /**
     * What is decided on.
     *
     * @param present the provider with the uuid wanted
     * @param sameName the provider with the name wanted, perhaps the same one
     * @param used what is used of the present provider
     * @param resourceClasses all names there are
     * @param knownTraits those of the traits wanted that exist
     */
    public record View(
            Optional<Provider> present,
            Optional<Provider> sameName,
            SortedMap<String, Long> used,
            SortedSet<String> resourceClasses,
            SortedSet<String> knownTraits) {}

    public static View view(Ledger ledger, Handle tx, Wanted wanted) {
        return new View(
                ledger.provider(tx, wanted.uuid()),
                ledger.providerNamed(tx, wanted.name()),
                ledger.usedOf(tx, wanted.uuid()),
                ledger.resourceClasses(tx),
                ledger.knownTraits(tx, wanted.traits()));
    }

    /** Brings the provider to what is wanted; the reply is its uuid. */
    public static Decision<UUID> decide(Wanted wanted, View view, Instant now) {
        return refusal(wanted, view).<Decision<UUID>>map(Decision::refuse).orElseGet(() -> {
            List<Change> changes = new ArrayList<>();
            wanted.traits().stream()
                    .filter(trait -> !view.knownTraits().contains(trait))
                    .forEach(trait -> changes.add(new TraitAdded(trait, now)));
            changes.addAll(view.present()
                    .map(provider -> updates(wanted, provider, now))
                    .orElseGet(() -> List.of(creation(wanted, now))));
            return Decision.accept(changes, wanted.uuid());
        });
    }

    private static Optional<PlacementRefusal> refusal(Wanted wanted, View view) {
        if (view.sameName().filter(it -> !it.uuid().equals(wanted.uuid())).isPresent()) {
            return Optional.of(new PlacementRefusal.Conflict(
                    PlacementRefusal.DUPLICATE_NAME,
                    "Conflicting resource provider name: " + wanted.name() + " already exists."));
        }
        Optional<String> unknownClass = wanted.inventories().keySet().stream()
                .filter(name -> !view.resourceClasses().contains(name))
                .findFirst();
        if (unknownClass.isPresent()) {
            return Optional.of(new PlacementRefusal.UnknownResourceClass(unknownClass.get()));
        }
        Optional<String> unknownTrait = wanted.traits().stream()
                .filter(trait -> !view.knownTraits().contains(trait) && !Names.isCustom(trait))
                .findFirst();
        if (unknownTrait.isPresent()) {
            return Optional.of(
                    new PlacementRefusal.Invalid("placement.trait.unknown", "No such trait " + unknownTrait.get()));
        }
        return view.used().keySet().stream()
                .filter(name -> !wanted.inventories().containsKey(name))
                .findFirst()
                .map(name -> new PlacementRefusal.Conflict(
                        PlacementRefusal.INVENTORY_IN_USE,
                        "Inventory for '" + name + "' on resource provider '" + wanted.uuid() + "' in use."));
    }

    private static ProviderCreated creation(Wanted wanted, Instant now) {
        return new ProviderCreated(
                new Provider(
                        wanted.uuid(),
                        wanted.name(),
                        0,
                        0,
                        Optional.empty(),
                        wanted.uuid(),
                        wanted.inventories(),
                        wanted.traits(),
                        new TreeSet<>(),
                        new Provider.Times(now, Optional.of(now), new TreeMap<>(), Optional.empty())),
                Optional.empty());
    }

    /** Each change moves the revision by one, so the next one counts from there. */
    private static List<Change> updates(Wanted wanted, Provider present, Instant now) {
        List<Change> changes = new ArrayList<>();
        Touch touch = Touch.of(present);
        if (!present.name().equals(wanted.name())) {
            changes.add(new ProviderUpdated(
                    present.uuid(), wanted.name(), present.parent(), present.root(), List.of(touch), List.of(), now));
            touch = touch.then(0);
        }
        SortedMap<String, Inventory> written = new TreeMap<>(wanted.inventories());
        written.entrySet().removeIf(it -> it.getValue().equals(present.inventories().get(it.getKey())));
        SortedSet<String> removed = new TreeSet<>(present.inventories().keySet());
        removed.removeAll(wanted.inventories().keySet());
        if (!written.isEmpty() || !removed.isEmpty()) {
            changes.add(new InventoriesWritten(touch.moved(), written, removed, now));
            touch = touch.then(1);
        }
        if (!present.traits().equals(wanted.traits())) {
            changes.add(new TraitsReplaced(touch.moved(), wanted.traits(), now));
        }
        return changes;
    }
}
