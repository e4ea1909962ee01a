package io.berth.placement.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.Inventory;
import io.berth.placement.Ledger;
import io.berth.placement.LedgerChange;
import io.berth.placement.LedgerChange.AggregatesReplaced;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerChange.ConsumerWrite;
import io.berth.placement.LedgerChange.InventoriesWritten;
import io.berth.placement.LedgerChange.ProviderCreated;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.LedgerChange.TraitsReplaced;
import io.berth.placement.LedgerView;
import io.berth.placement.Provider;
import io.berth.placement.ReplaceAllocations;
import io.berth.store.Lane;
import io.berth.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What memory is told that a batch made is what the database has of it. */
class LedgerBatchTest extends OneReplica {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    /** No two claims are made at one time. */
    private static final AtomicLong MOMENT = new AtomicLong(10);

    LedgerBatchTest() {
        super(DB);
    }

    @Test
    void claimsOfSeveralMomentsOnSeveralProviders() {
        UUID first = create();
        UUID second = create();
        LedgerBatch batch = here.index().newBatch(Set.of(), Set.of());
        List.of(first, second, first).forEach(uuid -> add(batch, claim(batch, uuid)));

        isWrittenAsRemembered(batch);
    }

    @Test
    void providersThatGetSomethingElseBetweenClaims() {
        UUID stocked = create();
        UUID labelled = create();
        UUID grouped = create();
        UUID parent = create();
        LedgerBatch batch = here.index().newBatch(Set.of(), Set.of());
        add(batch, claim(batch, stocked));
        Provider before = batch.provider(stocked).orElseThrow();
        add(batch, new InventoriesWritten(Touch.next(before),
                new TreeMap<>(Map.of("VCPU", Inventory.of(99), "CUSTOM_LEFT", Inventory.of(3))), new TreeSet<>(List.of("DISK_GB")), at(3)));
        add(batch, claim(batch, stocked));
        add(batch, new TraitsReplaced(Touch.next(batch.provider(labelled).orElseThrow()), new TreeSet<>(List.of("HW_CPU_X86_SSE")), at(4)));
        add(batch, new AggregatesReplaced(Touch.of(batch.provider(grouped).orElseThrow()), new TreeSet<>(List.of("b", "c")), at(5)));
        add(batch, new ProviderCreated(bare(batch.provider(parent), at(6)), Optional.of(Touch.of(batch.provider(parent).orElseThrow()))));

        isWrittenAsRemembered(batch);
    }

    @Test
    void aBatchOfNewProvidersAlone() {
        LedgerBatch batch = here.index().newBatch(Set.of(), Set.of());
        add(batch, new ProviderCreated(bare(Optional.empty(), at(1)), Optional.empty()));
        add(batch, new ProviderCreated(bare(Optional.empty(), at(2)), Optional.empty()));

        isWrittenAsRemembered(batch);
    }

    @Test
    void nothingIsWrittenWhereOneProviderHasMoved() {
        UUID moved = create();
        UUID still = create();
        LedgerBatch batch = here.index().newBatch(Set.of(), Set.of());
        add(batch, claim(batch, still));
        add(batch, claim(batch, moved));
        DB.database().read(handle -> handle.execute("UPDATE placement.provider SET revision = revision + 1 WHERE uuid = ?", moved));

        assertThat(write(batch)).isEmpty();
        assertThat(stored(still)).isEqualTo(here.index().node(still).orElseThrow().provider());
    }

    @Test
    void aClaimThatMovesLessThanItsConsumersHadIsLeftToTheDatabase() {
        UUID had = create();
        UUID wanted = create();
        AllocationsReplaced first = (AllocationsReplaced) claim(here.index().newBatch(Set.of(), Set.of()), had);
        DB.store().write(List.of(first));
        LedgerBatch batch = here.index().newBatch(Set.of(), Set.of());
        AllocationsReplaced second = (AllocationsReplaced) claim(batch, wanted);
        ConsumerWrite other = second.consumers().getFirst();
        AllocationsReplaced movesOneOnly = new AllocationsReplaced(
                second.providers(),
                List.of(new ConsumerWrite(first.consumers().getFirst().consumer(), other.projectId(), other.userId(), other.type(),
                        Optional.of(1L), 2, other.resources())),
                second.at());

        assertThat(batch.add(movesOneOnly)).isFalse();
        assertThat(batch.isEmpty()).isTrue();
        assertThat(batch.touched().isNothing()).isTrue();
    }

    private void isWrittenAsRemembered(LedgerBatch batch) {
        assertThat(write(batch)).isPresent();
        batch.moved().forEach((uuid, moved) -> assertThat(stored(uuid)).isEqualTo(moved.provider()));
        batch.created().forEach(created -> assertThat(stored(created.uuid())).isEqualTo(created));
    }

    private static Optional<Map<String, Long>> write(LedgerBatch batch) {
        try (Lane lane = DB.database().lane()) {
            return lane.run(handle -> BatchStore.write(handle, batch, DB.store().origin()));
        }
    }

    private static Provider stored(UUID uuid) {
        Optional<Provider> found = DB.database().read(handle -> new Ledger().provider(handle, uuid));
        return found.orElseThrow();
    }

    private static void add(LedgerBatch batch, LedgerChange change) {
        assertThat(batch.add(change)).as("written in batches: %s", change.getClass().getSimpleName()).isTrue();
    }

    private static LedgerChange claim(LedgerView view, UUID provider) {
        ConsumerAllocations wanted = ConsumerAllocations.of(
                UUID.randomUUID().toString(), "project", "user", Optional.empty(), Map.of(provider, Map.of("VCPU", 1L)));
        Decision<ReplaceAllocations.Reply> decision =
                ReplaceAllocations.decide(view, List.of(wanted), at(MOMENT.incrementAndGet()));
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return (LedgerChange) ((Decision.Accepted<?>) decision).changes().getFirst();
    }

    private static Instant at(long seconds) {
        return Replica.NOW.plusSeconds(seconds);
    }

    private static Provider bare(Optional<Provider> parent, Instant at) {
        UUID uuid = UUID.randomUUID();
        return new Provider(uuid, "bare-" + uuid, 0, 0, parent.map(Provider::uuid), parent.map(Provider::root).orElse(uuid),
                new TreeMap<>(), new TreeSet<>(), new TreeSet<>(),
                new Provider.Times(at, Optional.of(at), new TreeMap<>(), Optional.empty()));
    }

    private static UUID create() {
        DB.database().read(handle -> handle.execute(
                "INSERT INTO placement.resource_class (name, changed_at) VALUES ('CUSTOM_LEFT', now()) ON CONFLICT DO NOTHING"));
        UUID uuid = UUID.randomUUID();
        DB.store().write(List.of(new ProviderCreated(
                new Provider(uuid, "host-" + uuid, 0, 0, Optional.empty(), uuid,
                        new TreeMap<>(Map.of("VCPU", Inventory.of(8), "DISK_GB", Inventory.of(10))),
                        new TreeSet<>(List.of("HW_CPU_X86_AVX2")), new TreeSet<>(List.of("a", "b")),
                        new Provider.Times(Replica.NOW, Optional.empty(), new TreeMap<>(), Optional.empty())),
                Optional.empty())));
        return uuid;
    }
}
