package io.berth.placement.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.ConsumerAllocations.Expected;
import io.berth.placement.Inventory;
import io.berth.placement.Ledger;
import io.berth.placement.LedgerChange;
import io.berth.placement.LedgerChange.ProviderCreated;
import io.berth.placement.PlacementRoom;
import io.berth.placement.Provider;
import io.berth.placement.ReplaceAllocations;
import io.berth.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A process's store and index, and what tests do with them. */
record Replica(Store store, LedgerIndex index) {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final String CLASS = "VCPU";

    /** No two decisions are made at one time. */
    private static final AtomicLong MILLIS = new AtomicLong();

    Replica(Store store) {
        this(registered(store), new LedgerIndex(store));
    }

    private static Store registered(Store store) {
        PlacementRoom.register(store);
        return store;
    }

    Decision<ReplaceAllocations.Reply> claim(String consumer, Map<UUID, Map<String, Long>> resources, Expected expected) {
        ConsumerAllocations wanted =
                new ConsumerAllocations(consumer, "project", "user", Optional.empty(), resources, expected);
        return index.decide(
                resources.keySet(),
                List.of(consumer),
                view -> ReplaceAllocations.decide(view, List.of(wanted), now()));
    }

    Decision<ReplaceAllocations.Reply> claim(UUID provider, long amount) {
        return claim(UUID.randomUUID().toString(), Map.of(provider, Map.of(CLASS, amount)), new Expected.New());
    }

    Decision<UUID> change(UUID uuid, Function<Provider, LedgerChange> change) {
        return index.decide(
                memory -> memory.provider(uuid),
                tx -> new Ledger().provider(tx, uuid).orElseThrow(),
                provider -> Decision.accept(List.of(change.apply(provider)), uuid));
    }

    Provider provider(UUID uuid) {
        return index.node(uuid).orElseThrow().provider();
    }

    long used(UUID uuid) {
        return index.node(uuid).orElseThrow().usedOf(CLASS);
    }

    /** As the start of a lease claims, and its end gives back: beside the index, on what is remembered where that is still so. */
    void claimBeside(UUID provider, String consumer, long amount) {
        ConsumerAllocations wanted = ConsumerAllocations.of(
                consumer, "project", "user", Optional.empty(), amount == 0 ? Map.of() : Map.of(provider, Map.of(CLASS, amount)));
        Ledger ledger = new Ledger(index);
        accepted(store.decide(
                tx -> ReplaceAllocations.decide(ledger.heldClaimView(tx, Set.of(provider), List.of(consumer)), List.of(wanted), now()),
                decision -> decision));
    }

    UUID create(long capacity) {
        return create(UUID.randomUUID(), capacity);
    }

    UUID create(UUID uuid, long capacity) {
        return create(provider(uuid, Map.of(CLASS, Inventory.of(capacity)), "HW_CPU_X86_AVX2"));
    }

    UUID create(Provider provider) {
        store.write(List.of(new ProviderCreated(provider, Optional.empty())));
        return provider.uuid();
    }

    static Provider provider(UUID uuid, Map<String, Inventory> inventories, String... traits) {
        return new Provider(
                uuid,
                "host-" + uuid,
                0,
                0,
                Optional.empty(),
                uuid,
                new TreeMap<>(inventories),
                new TreeSet<>(List.of(traits)),
                new TreeSet<>(),
                new Provider.Times(NOW, Optional.empty(), new TreeMap<>(), Optional.empty()));
    }

    void isClean() {
        assertThat(LedgerAudit.of(index, store).differences()).as("what the index has otherwise than the database").isEmpty();
    }

    static Instant now() {
        return NOW.plusMillis(MILLIS.incrementAndGet());
    }

    static void accepted(Decision<ReplaceAllocations.Reply> decision) {
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
    }
}
