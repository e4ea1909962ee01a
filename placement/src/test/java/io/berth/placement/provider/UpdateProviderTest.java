package io.berth.placement.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.placement.Ledger;
import io.berth.placement.LedgerChange.ProviderUpdated;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.PlacementRoom;
import io.berth.placement.Provider;
import io.berth.store.Store;
import io.berth.testkit.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class UpdateProviderTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Ledger ledger = new Ledger();

    @Test
    void movingTouchesTheSubtreeAndTheNewAncestors() {
        Provider root = provider(1, Optional.empty(), 1);
        Provider child = provider(2, Optional.of(1), 1);
        Provider grandchild = provider(3, Optional.of(2), 1);
        Provider other = provider(4, Optional.empty(), 4);
        Provider below = provider(5, Optional.of(4), 4);

        ProviderUpdated change = change(UpdateProvider.decide(
                moveBelow(below), view(child, Optional.of(below), root, child, grandchild, other, below), NOW));

        assertThat(change.root()).isEqualTo(other.uuid());
        assertThat(change.parent()).contains(below.uuid());
        assertThat(change.rerooted()).extracting(Touch::provider).containsExactly(child.uuid(), grandchild.uuid());
        assertThat(change.ancestors()).extracting(Touch::provider).containsExactly(below.uuid(), other.uuid());
        assertThat(change.rerooted()).extracting(Touch::generation).containsExactly(0L, 0L);
    }

    @Test
    void renamingTouchesTheProviderAlone() {
        Provider root = provider(1, Optional.empty(), 1);
        Provider child = provider(2, Optional.of(1), 1);

        ProviderUpdated change = change(UpdateProvider.decide(
                new UpdateProvider.Wanted("other", new UpdateProvider.Parent.Same(), false),
                view(root, Optional.empty(), root, child),
                NOW));

        assertThat(change.rerooted()).extracting(Touch::provider).containsExactly(root.uuid());
        assertThat(change.ancestors()).isEmpty();
    }

    /** Each of two moves is fine by itself; both together would tie the trees into a loop. */
    @Test
    void twoReplicasThatMoveTreesBelowEachOtherNeverCloseALoop() throws Exception {
        Store first = DB.store();
        Store second = DB.newReplica();
        PlacementRoom.register(first);
        PlacementRoom.register(second);
        for (int round = 0; round < 10; round++) {
            UUID a = create(first, "a" + round);
            UUID b = create(first, "b" + round);
            List<Callable<Decision<Provider>>> moves =
                    List.of(() -> move(first, a, b), () -> move(second, b, a));
            List<Decision<Provider>> decisions = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                for (Future<Decision<Provider>> decision : threads.invokeAll(moves)) {
                    decisions.add(decision.get());
                }
            }
            assertThat(decisions).filteredOn(Decision.Accepted.class::isInstance).as("moves that won").hasSize(1);
            SortedMap<UUID, Provider> tree = first.database().read(handle -> ledger.trees(handle, List.of(a, b)));
            assertThat(tree.values()).extracting(Provider::root).as("one root").containsOnly(
                    tree.values().stream().filter(it -> it.parent().isEmpty()).findFirst().orElseThrow().uuid());
        }
    }

    private UUID create(Store store, String name) {
        UUID uuid = UUID.randomUUID();
        store.decide(
                handle -> new CreateProvider.View(false, false, Optional.empty()),
                view -> CreateProvider.decide(new CreateProvider.Wanted(uuid, name, Optional.empty()), view, NOW));
        return uuid;
    }

    private Decision<Provider> move(Store store, UUID provider, UUID parent) {
        return store.decide(
                handle -> {
                    SortedMap<UUID, Provider> trees = ledger.trees(handle, List.of(provider, parent));
                    return new UpdateProvider.View(
                            trees.get(provider), false, Optional.of(trees.get(parent)), trees);
                },
                view -> UpdateProvider.decide(
                        new UpdateProvider.Wanted(
                                view.provider().name(), new UpdateProvider.Parent.Below(parent.toString()), true),
                        view,
                        NOW));
    }

    private static UpdateProvider.Wanted moveBelow(Provider parent) {
        return new UpdateProvider.Wanted("moved", new UpdateProvider.Parent.Below(parent.uuid().toString()), true);
    }

    private static UpdateProvider.View view(Provider provider, Optional<Provider> newParent, Provider... trees) {
        SortedMap<UUID, Provider> byUuid = new TreeMap<>();
        for (Provider each : trees) {
            byUuid.put(each.uuid(), each);
        }
        return new UpdateProvider.View(provider, false, newParent, byUuid);
    }

    private static ProviderUpdated change(Decision<Provider> decision) {
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return (ProviderUpdated) ((Decision.Accepted<Provider>) decision).changes().getFirst();
    }

    private static Provider provider(long id, Optional<Integer> parent, long root) {
        return new Provider(
                new UUID(0, id),
                "p" + id,
                0,
                0,
                parent.map(it -> new UUID(0, it)),
                new UUID(0, root),
                new TreeMap<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new Provider.Times(NOW, Optional.of(NOW), new TreeMap<>(), Optional.empty()));
    }
}
