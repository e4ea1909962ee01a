package io.berth.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.base.Decision;
import io.berth.placement.LedgerChange.InventoriesWritten;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.RegisterProvider.Wanted;
import io.berth.store.StaleView;
import io.berth.store.Store;
import io.berth.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerStoreTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final Ledger ledger = new Ledger();

    @BeforeAll
    static void register() {
        PlacementRoom.register(DB.store());
        PlacementRoom.insertStandardNames(DB.store(), NOW);
    }

    @Test
    void standardNamesAreInsertedOnce() {
        PlacementRoom.insertStandardNames(DB.store(), NOW);

        SortedSet<String> classes = DB.database().read(ledger::resourceClasses);
        assertThat(classes).containsAll(Names.STANDARD_CLASSES);
        assertThat(Names.STANDARD_CLASSES).hasSize(21);
        assertThat(Names.STANDARD_TRAITS).hasSize(345);
    }

    @Test
    void aRegisteredProviderIsReadBackWhole() {
        UUID uuid = UUID.randomUUID();
        register(new Wanted(
                uuid, "host-" + uuid, inventories("VCPU", 8, "MEMORY_MB", 1024), new TreeSet<>(List.of("HW_CPU_X86_AVX2", "CUSTOM_FAST"))));

        Provider provider = provider(uuid);

        assertThat(provider.root()).isEqualTo(uuid);
        assertThat(provider.inventories()).containsEntry("VCPU", Inventory.of(8)).hasSize(2);
        assertThat(provider.traits()).containsExactly("CUSTOM_FAST", "HW_CPU_X86_AVX2");
        assertThat(provider.times().created()).isEqualTo(NOW);
        Optional<Provider> named = DB.database().read(handle -> ledger.providerNamed(handle, "host-" + uuid));
        assertThat(named).contains(provider);
    }

    @Test
    void registeringAgainBringsItUpToDateAndTheSameAgainChangesNothing() {
        UUID uuid = UUID.randomUUID();
        register(new Wanted(uuid, "old-" + uuid, inventories("VCPU", 8, "DISK_GB", 10), new TreeSet<>(List.of("HW_CPU_X86_AVX2"))));
        Wanted wanted = new Wanted(uuid, "new-" + uuid, inventories("VCPU", 4), new TreeSet<>(List.of("HW_CPU_X86_SSE")));
        register(wanted);

        Provider changed = provider(uuid);
        assertThat(changed.name()).isEqualTo("new-" + uuid);
        assertThat(changed.inventories()).containsExactlyEntriesOf(inventories("VCPU", 4));
        assertThat(changed.traits()).containsExactly("HW_CPU_X86_SSE");
        assertThat(changed.revision()).isEqualTo(3);
        assertThat(changed.generation()).isEqualTo(2);

        register(wanted);
        assertThat(provider(uuid)).isEqualTo(changed);
    }

    @Test
    void whatIsRememberedOfAHeldProviderCountsAtTheSameRevisionOnly() {
        UUID uuid = newProvider(8);
        UUID other = newProvider(8);
        String consumer = UUID.randomUUID().toString();
        Map<UUID, Ledger.Remembered> memory = Map.of(
                uuid, new Ledger.Remembered(provider(uuid), new TreeMap<>(Map.of("VCPU", 7L))),
                other, new Ledger.Remembered(provider(other), new TreeMap<>(Map.of("VCPU", 6L))));
        Ledger remembering = new Ledger(new Memory(memory, Map.of()));

        LedgerView known = DB.database().transact(tx -> remembering.heldClaimView(tx, Set.of(uuid), List.of(consumer)));
        assertThat(known.usedOf(uuid, "VCPU")).as("as it is remembered").isEqualTo(7);
        claim(DB.store(), consumer, Map.of(uuid, Map.of("VCPU", 3L), other, Map.of("VCPU", 2L)));
        LedgerView changed = DB.database().transact(tx -> remembering.heldClaimView(tx, Set.of(uuid), List.of(consumer)));

        assertThat(changed.usedOf(uuid, "VCPU")).as("as the database has it").isEqualTo(3);
        assertThat(changed.usedOf(other, "VCPU")).as("of what is not held").isEqualTo(2);
        assertThat(changed.provider(uuid)).map(Provider::revision).contains(provider(uuid).revision());
        assertThat(changed.consumer(consumer)).isEqualTo(consumer(consumer));
    }

    /** What a test has its ledger remember. */
    private record Memory(Map<UUID, Ledger.Remembered> providers, Map<String, Consumer> consumers) implements Ledger.Memory {
        @Override
        public Optional<Ledger.Remembered> remembered(UUID provider) {
            return Optional.ofNullable(providers.get(provider));
        }

        @Override
        public Optional<Consumer> consumer(String id) {
            return Optional.ofNullable(consumers.get(id));
        }
    }

    @Test
    void whatIsRememberedOfAConsumerCountsAtTheSameRevisionOnly() {
        UUID uuid = newProvider(8);
        String same = claimed(uuid, 1);
        String changed = claimed(uuid, 1);
        String gone = claimed(uuid, 1);
        String unknown = claimed(uuid, 1);
        Map<String, Consumer> memory = new HashMap<>();
        List.of(same, changed, gone).forEach(id -> memory.put(id, asIfOf("remembered", consumer(id).orElseThrow())));
        claim(DB.store(), changed, Map.of(uuid, Map.of("VCPU", 2L)));
        claim(DB.store(), gone, Map.of());
        List<String> all = List.of(same, changed, gone, unknown, UUID.randomUUID().toString());

        LedgerView view = DB.database().transact(tx -> new Ledger(new Memory(Map.of(), memory)).heldClaimView(tx, Set.of(uuid), all));

        assertThat(all).extracting(id -> view.consumer(id).map(Consumer::projectId).orElse("none"))
                .as("what is at its revision as it is remembered, the rest as the database has it")
                .containsExactly("remembered", "project", "none", "project", "none");
        assertThat(view.consumer(changed)).isEqualTo(consumer(changed));
        assertThat(view.provider(uuid)).isPresent();
    }

    private String claimed(UUID provider, long amount) {
        String consumer = UUID.randomUUID().toString();
        claim(DB.store(), consumer, Map.of(provider, Map.of("VCPU", amount)));
        return consumer;
    }

    private static Consumer asIfOf(String project, Consumer it) {
        return new Consumer(
                it.id(), project, it.userId(), it.type(), it.generation(), it.revision(), it.allocations(), it.changedAt());
    }

    @Test
    void whatConsumersBecameIsToldWithTheirRevisions() {
        UUID uuid = newProvider(8);
        Store store = DB.newReplica();
        PlacementRoom.register(store);
        List<LedgerChange> told = new ArrayList<>();
        store.onCommit(changes -> changes.forEach(it -> told.add((LedgerChange) it)));
        String consumer = UUID.randomUUID().toString();
        for (long amount : List.of(2L, 3L)) {
            claim(store, consumer, Map.of(uuid, Map.of("VCPU", amount)));
            assertThat(made(told.getLast())).as("the consumer that has %s, as it was told of", amount).isEqualTo(consumer(consumer));
        }
        claim(store, consumer, Map.of());
        assertThat(made(told.getLast())).as("the consumer that has nothing any more").isEmpty();
    }

    private static Optional<Consumer> made(LedgerChange told) {
        LedgerChange.AllocationsReplaced claims = (LedgerChange.AllocationsReplaced) told;
        LedgerChange.ConsumerWrite write = claims.consumers().getFirst();
        return write.made(Optional.ofNullable(claims.revisions().get(write.consumer())), claims.at());
    }

    @Test
    void allocationsAreReplacedMovedAndTakenAway() {
        UUID first = newProvider(8);
        UUID second = newProvider(8);
        String consumer = UUID.randomUUID().toString();

        claim(DB.store(), consumer, Map.of(first, Map.of("VCPU", 3L)));
        claim(DB.store(), consumer, Map.of(second, Map.of("VCPU", 5L)));

        Consumer known = consumer(consumer).orElseThrow();
        assertThat(known.generation()).isEqualTo(2);
        assertThat(known.allocations()).isEqualTo(Map.of(second, Map.of("VCPU", 5L)));
        assertThat(provider(first)).extracting(Provider::generation, Provider::revision).containsExactly(1L, 2L);
        assertThat(provider(second)).extracting(Provider::generation, Provider::revision).containsExactly(1L, 1L);

        claim(DB.store(), consumer, Map.of());
        assertThat(consumer(consumer)).isEmpty();
        assertThat(used(second)).isEmpty();
    }

    @Test
    void nobodyIsRefusedForWhatWasNeverSoAtOneTime() {
        UUID uuid = newProvider(8);
        String consumer = UUID.randomUUID().toString();
        LedgerView.Rows before = DB.database().read(handle -> ledger.view(handle, List.of(uuid), List.of(consumer)));
        claim(DB.store(), consumer, Map.of(uuid, Map.of("VCPU", 5L)));
        LedgerView.Rows after = DB.database().read(handle -> ledger.view(handle, List.of(uuid), List.of(consumer)));
        // The consumer as it was before, the provider as it is with the consumer's claim: it has no room for another.
        LedgerView.Rows torn =
                new LedgerView.Rows(after.providers(), after.used(), before.consumers(), after.resourceClasses());
        ConsumerAllocations again = new ConsumerAllocations(
                consumer, "project", "user", Optional.empty(), Map.of(uuid, Map.of("VCPU", 5L)), new ConsumerAllocations.Expected.New());

        assertThatThrownBy(() -> decided(torn, again)).isInstanceOf(StaleView.class);
        assertThat(decided(after, again)).isInstanceOfSatisfying(
                Decision.Refused.class,
                refused -> assertThat(refused.refusal()).isInstanceOf(PlacementRefusal.ConsumerGenerationConflict.class));
    }

    @Test
    void nothingOfNothingIsNotJudgedByWriting() {
        UUID uuid = newProvider(8);
        ConsumerAllocations one = new ConsumerAllocations(
                "one", "project", "user", Optional.empty(), Map.of(uuid, Map.of("VCPU", 5L)), new ConsumerAllocations.Expected.New());
        ConsumerAllocations none =
                new ConsumerAllocations("none", "project", "user", Optional.empty(), Map.of(), new ConsumerAllocations.Expected.New());
        LedgerView.Rows view = DB.database().read(handle -> ledger.view(handle, List.of(uuid), List.of("one", "none")));

        assertThat(Ledger.isJudgedByWriting(ReplaceAllocations.decide(view, List.of(one), NOW), List.of("one"))).isTrue();
        assertThat(Ledger.isJudgedByWriting(ReplaceAllocations.decide(view, List.of(one, none), NOW), List.of("one", "none")))
                .isFalse();
    }

    private Decision<ReplaceAllocations.Reply> decided(LedgerView.Rows view, ConsumerAllocations wanted) {
        return DB.database().read(handle -> ledger.decided(
                handle, view, List.of(wanted.consumer()), it -> ReplaceAllocations.decide(it, List.of(wanted), NOW)));
    }

    @Test
    void aStaleRevisionIsNotWritten() {
        UUID uuid = newProvider(8);
        Touch stale = new Touch(uuid, 7, 1);

        assertThatThrownBy(() -> DB.database().read(handle -> {
                    LedgerStore.write(handle, new InventoriesWritten(stale, inventories("VCPU", 1), new TreeSet<>(), NOW));
                    return uuid;
                }))
                .isInstanceOf(StaleView.class);
        assertThat(provider(uuid).inventories()).containsEntry("VCPU", Inventory.of(8));
    }

    @Test
    void whatIsInUseDoesNotGoAwayWhoeverTries() {
        UUID uuid = newProvider(8);
        String consumer = UUID.randomUUID().toString();
        claim(DB.store(), consumer, Map.of(uuid, Map.of("VCPU", 3L)));

        for (String statement : List.of(
                "DELETE FROM placement.inventory WHERE provider = '" + uuid + "'",
                "DELETE FROM placement.provider WHERE uuid = '" + uuid + "'",
                "DELETE FROM placement.consumer WHERE id = '" + consumer + "'")) {
            assertThatThrownBy(() -> execute(statement)).as(statement).hasRootCauseInstanceOf(SQLException.class)
                    .rootCause()
                    .extracting(cause -> ((SQLException) cause).getSQLState())
                    .isEqualTo("23503");
        }
        claim(DB.store(), consumer, Map.of());
        execute("DELETE FROM placement.provider WHERE uuid = '" + uuid + "'");
    }

    @Test
    void anotherNameOfAClassGoesOnToWhatIsUsedOfIt() {
        DB.store().write(List.of(new LedgerChange.ResourceClassAdded("CUSTOM_OLD", NOW)));
        UUID uuid = UUID.randomUUID();
        register(new Wanted(uuid, "host-" + uuid, inventories("CUSTOM_OLD", 8), new TreeSet<>()));
        String consumer = UUID.randomUUID().toString();
        claim(DB.store(), consumer, Map.of(uuid, Map.of("CUSTOM_OLD", 3L)));
        long before = consumer(consumer).orElseThrow().revision();

        DB.store().write(List.of(new LedgerChange.ResourceClassRenamed("CUSTOM_OLD", "CUSTOM_NEW", NOW)));

        assertThat(used(uuid)).containsExactlyEntriesOf(new TreeMap<>(Map.of("CUSTOM_NEW", 3L)));
        assertThat(provider(uuid).revision()).as("moved by the claim and by the renaming").isEqualTo(2);
        assertThat(consumer(consumer).orElseThrow().revision()).as("what has another name is not what it was").isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"INSTANCE, true", "A_1, true", "lower, false", "'A B', false", "'', false"})
    void aConsumersTypeIsAName(String type, boolean isName) {
        String insert = "INSERT INTO placement.consumer (id, project_id, user_id, consumer_type, generation, changed_at)"
                + " VALUES ('" + UUID.randomUUID() + "', 'p', 'u', '" + type + "', 1, now())";
        if (isName) {
            execute(insert);
        } else {
            assertThatThrownBy(() -> execute(insert)).hasStackTraceContaining("consumer_consumer_type_check");
        }
    }

    private static void execute(String statement) {
        DB.database().read(handle -> handle.execute(statement));
    }

    @Test
    void twoReplicasNeverClaimMoreThanThereIs() throws Exception {
        UUID uuid = newProvider(10);
        Store other = DB.newReplica();
        PlacementRoom.register(other);
        List<Callable<Decision<ReplaceAllocations.Reply>>> claims = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            Store store = i % 2 == 0 ? DB.store() : other;
            claims.add(() -> claim(store, UUID.randomUUID().toString(), Map.of(uuid, Map.of("VCPU", 1L))));
        }
        long accepted = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Decision<ReplaceAllocations.Reply>> claim : threads.invokeAll(claims)) {
                accepted += claim.get() instanceof Decision.Accepted<ReplaceAllocations.Reply> ? 1 : 0;
            }
        }
        assertThat(accepted).as("accepted claims of 1 out of 10").isEqualTo(10);
        assertThat(used(uuid)).containsEntry("VCPU", 10L);
        assertThat(provider(uuid).generation()).isEqualTo(10);
    }

    @Test
    void ofTwoReplicasThatCreateOneConsumerOneWins() throws Exception {
        Store other = DB.newReplica();
        PlacementRoom.register(other);
        for (int round = 0; round < 8; round++) {
            String consumer = UUID.randomUUID().toString();
            UUID first = newProvider(4);
            UUID second = newProvider(4);
            List<Callable<Decision<ReplaceAllocations.Reply>>> claims =
                    List.of(() -> claimNew(DB.store(), consumer, first), () -> claimNew(other, consumer, second));
            List<Decision<ReplaceAllocations.Reply>> decisions = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                for (Future<Decision<ReplaceAllocations.Reply>> claim : threads.invokeAll(claims)) {
                    decisions.add(claim.get());
                }
            }
            assertThat(decisions).filteredOn(Decision.Accepted.class::isInstance).as("claims that won").hasSize(1);
            assertThat(consumer(consumer).orElseThrow().allocations()).as("what the winner has").hasSize(1);
        }
    }

    private Decision<ReplaceAllocations.Reply> claimNew(Store store, String consumer, UUID provider) {
        return store.decide(
                tx -> ledger.view(tx, List.of(provider), List.of(consumer)),
                view -> ReplaceAllocations.decide(
                        view,
                        List.of(new ConsumerAllocations(
                                consumer,
                                "project",
                                "user",
                                Optional.empty(),
                                Map.of(provider, Map.of("VCPU", 1L)),
                                new ConsumerAllocations.Expected.New())),
                        NOW));
    }

    private UUID newProvider(long vcpus) {
        UUID uuid = UUID.randomUUID();
        register(new Wanted(uuid, "host-" + uuid, inventories("VCPU", vcpus), new TreeSet<>()));
        return uuid;
    }

    private Decision<ReplaceAllocations.Reply> claim(Store store, String consumer, Map<UUID, Map<String, Long>> resources) {
        return store.decide(
                tx -> ledger.view(tx, resources.keySet(), List.of(consumer)),
                view -> ReplaceAllocations.decide(
                        view,
                        List.of(ConsumerAllocations.of(consumer, "project", "user", Optional.empty(), resources)),
                        NOW));
    }

    private void register(Wanted wanted) {
        Decision<UUID> decision = DB.store().decide(
                tx -> RegisterProvider.view(ledger, tx, wanted), view -> RegisterProvider.decide(wanted, view, NOW));
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
    }

    private Provider provider(UUID uuid) {
        return DB.database().read(handle -> ledger.provider(handle, uuid)).orElseThrow();
    }

    private Optional<Consumer> consumer(String id) {
        return DB.database().read(handle -> ledger.allocationsOf(handle, id));
    }

    private SortedMap<String, Long> used(UUID uuid) {
        return DB.database().read(handle -> ledger.usedOf(handle, uuid));
    }

    private static SortedMap<String, Inventory> inventories(Object... namesAndTotals) {
        SortedMap<String, Inventory> inventories = new TreeMap<>();
        for (int i = 0; i < namesAndTotals.length; i += 2) {
            inventories.put((String) namesAndTotals[i], Inventory.of(((Number) namesAndTotals[i + 1]).longValue()));
        }
        return inventories;
    }
}
