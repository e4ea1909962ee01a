package io.berth.placement.index;

import static org.assertj.core.api.Assertions.assertThat;
import static java.time.ZoneOffset.UTC;

import io.berth.base.Decision;
import io.berth.placement.Consumer;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.ConsumerAllocations.Expected;
import io.berth.placement.Inventory;
import io.berth.placement.Ledger;
import io.berth.placement.LedgerChange;
import io.berth.placement.LedgerChange.AggregatesReplaced;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerChange.ConsumerWrite;
import io.berth.placement.LedgerChange.InventoriesWritten;
import io.berth.placement.LedgerChange.ProviderCreated;
import io.berth.placement.LedgerChange.ProviderDeleted;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.LedgerChange.TraitAdded;
import io.berth.placement.LedgerChange.TraitsReplaced;
import io.berth.placement.PlacementRefusal.CapacityExceeded;
import io.berth.placement.PlacementRefusal.ConsumerGenerationConflict;
import io.berth.placement.PlacementRoom;
import io.berth.placement.Provider;
import io.berth.placement.ReplaceAllocations;
import io.berth.placement.Touched;
import io.berth.store.Store;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LedgerIndexTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String CLASS = "VCPU";

    /** No two decisions are made at one time. */
    private static final AtomicLong MILLIS = new AtomicLong();

    private final Replica here = new Replica(DB.store());
    private final Replica there = new Replica(DB.newReplica());

    /** A process's store and index. */
    private record Replica(Store store, LedgerIndex index) {
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
                    view -> ReplaceAllocations.decide(view, List.of(wanted), NOW.plusMillis(MILLIS.incrementAndGet())));
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
    }

    @BeforeEach
    void start() {
        PlacementRoom.insertStandardNames(DB.store(), NOW);
        here.index().start();
        there.index().start();
    }

    @AfterEach
    void stop() {
        here.index().close();
        there.index().close();
    }

    @Test
    void whatThisReplicaWroteIsThereAtOnceAndWhatAnotherWroteSoon() {
        UUID uuid = create(here, 8);
        assertThat(here.index().world().node(uuid)).as("own provider").isPresent();
        Await.until("the other replica knows the provider", () -> there.index().world().node(uuid).isPresent());

        String consumer = UUID.randomUUID().toString();
        accepted(here.claim(consumer, Map.of(uuid, Map.of(CLASS, 3L)), new Expected.New()));
        assertThat(here.used(uuid)).as("used, seen where it was claimed").isEqualTo(3);
        assertThat(here.index().holdings(consumer).consumer().orElseThrow().generation()).isEqualTo(1);
        Await.until("the other replica knows the claim", () -> there.used(uuid) == 3
                && there.index().holdings(consumer).consumer().isPresent());

        accepted(there.claim(consumer, Map.of(), new Expected.Generation(1)));
        assertThat(there.used(uuid)).as("used, seen where it was given back").isZero();
        Await.until("the first replica knows that it was given back", () -> here.used(uuid) == 0
                && here.index().holdings(consumer).consumer().isEmpty());
    }

    @Test
    void aProviderThatAnotherReplicaHasJustMadeIsFoundByWhoeverAsksForIt() {
        UUID uuid = create(there, 4);

        assertThat(here.index().node(uuid)).isPresent();
    }

    @Test
    void namesProvidersAndTheirEndsAreFollowed() {
        UUID uuid = create(here, 8);
        here.store().write(List.of(new TraitAdded("CUSTOM_FOLLOWED", NOW)));
        assertThat(here.index().world().isTrait("CUSTOM_FOLLOWED")).isTrue();
        Await.until("the other replica knows the trait", () -> there.index().world().isTrait("CUSTOM_FOLLOWED"));

        here.store().write(List.of(new InventoriesWritten(
                Touch.next(here.provider(uuid)),
                new TreeMap<>(Map.of("DISK_GB", Inventory.of(3))),
                new TreeSet<>(List.of(CLASS)),
                NOW.plusSeconds(1))));
        assertThat(here.provider(uuid).inventories()).containsOnlyKeys("DISK_GB");
        isClean(here);
        isClean(there);

        here.store().write(List.of(new ProviderDeleted(Touch.of(here.provider(uuid)))));
        assertThat(here.index().world().node(uuid)).isEmpty();
        Await.until("the other replica knows that it is gone", () -> there.index().world().node(uuid).isEmpty());
    }

    /** A provider's revisions begin anew with it, so what was done with it is told of in the same words. */
    @Test
    void whatIsDoneWithAProviderThatWasMadeAgainIsFollowedAsBefore() {
        UUID uuid = UUID.randomUUID();
        String consumer = UUID.randomUUID().toString();
        for (String life : List.of("first", "second", "third")) {
            create(here, uuid, 8);
            Await.until("the other replica knows the provider of the " + life + " life", () ->
                    there.index().world().node(uuid).isPresent());
            claimBeside(here, uuid, consumer, 3);
            assertThat(here.used(uuid)).as("used, where it was claimed, in the %s life", life).isEqualTo(3);
            Await.until("the other replica knows the claim in the " + life + " life", () -> there.used(uuid) == 3
                    && there.index().holdings(consumer).consumer().isPresent());
            accepted(here.claim(consumer, Map.of(), Expected.ANYTHING));
            Await.until("the other replica knows that it was given back", () -> there.used(uuid) == 0);
            here.store().write(List.of(new ProviderDeleted(Touch.of(here.provider(uuid)))));
            Await.until("the other replica knows that it is gone", () -> there.index().world().node(uuid).isEmpty());
        }
        isClean(here);
    }

    /** As the start of a lease claims. */
    private static void claimBeside(Replica replica, UUID uuid, String consumer, long amount) {
        ConsumerAllocations wanted = ConsumerAllocations.of(
                consumer, "project", "user", Optional.empty(), amount == 0 ? Map.of() : Map.of(uuid, Map.of(CLASS, amount)));
        Ledger ledger = new Ledger(replica.index());
        accepted(replica.store().decide(
                tx -> ReplaceAllocations.decide(ledger.heldClaimView(tx, Set.of(uuid), List.of(consumer)), List.of(wanted), now()),
                decision -> decision));
    }

    @Test
    void whatThisProcessClaimedBesideTheIndexIsKnownWithoutBeingRead() {
        UUID uuid = create(here, 8);
        LedgerIndex index = new LedgerIndex(DB.newReplica());
        index.read(Touched.EVERYTHING);
        List<LedgerChange> told = new ArrayList<>();
        here.store().onCommit(changes -> changes.forEach(it -> told.add((LedgerChange) it)));
        String consumer = UUID.randomUUID().toString();
        String other = UUID.randomUUID().toString();
        for (long amount : List.of(3L, 2L, 0L, 4L)) {
            claimBeside(here, uuid, consumer, amount);
        }
        claimBeside(here, uuid, other, 1);

        assertThat(index.apply(told)).as("what is to be read").isEqualTo(Touched.NOTHING);

        for (String id : List.of(consumer, other)) {
            Optional<Consumer> stored = DB.database().read(handle -> new Ledger().allocationsOf(handle, id));
            assertThat(index.consumer(id)).as("a consumer as it was told of").isEqualTo(stored).isPresent();
        }
        assertThat(index.world().node(uuid).orElseThrow().usedOf(CLASS)).isEqualTo(5);
    }

    @Test
    void ofWhatNobodyToldTheRevisionsEverythingIsRead() {
        UUID uuid = create(here, 8);
        LedgerIndex index = new LedgerIndex(DB.newReplica());
        index.read(Touched.EVERYTHING);
        String consumer = UUID.randomUUID().toString();
        ConsumerWrite write =
                new ConsumerWrite(consumer, "project", "user", Optional.empty(), Optional.empty(), 1, Map.of(uuid, Map.of(CLASS, 3L)));
        AllocationsReplaced untold = new AllocationsReplaced(List.of(Touch.next(here.provider(uuid))), List.of(write), NOW);

        assertThat(index.apply(List.of(untold))).isEqualTo(Touched.by(untold));
        assertThat(index.consumer(consumer)).isEmpty();
        assertThat(index.world().node(uuid).orElseThrow().usedOf(CLASS)).isZero();
    }

    /** As clients' claims and leases' come together: some in batches, some beside the index, on views of which some is remembered. */
    @Test
    void claimsBesideTheIndexAndOnItOfTwoReplicasAgree() throws Exception {
        List<UUID> providers = List.of(create(here, 1_000), create(here, 1_000), create(here, 1_000));
        for (Replica replica : List.of(here, there)) {
            Await.until("the replica knows the providers", () ->
                    providers.stream().allMatch(it -> replica.index().world().node(it).isPresent()));
        }
        List<String> consumers = List.of(UUID.randomUUID().toString(), UUID.randomUUID().toString(), UUID.randomUUID().toString());
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Replica replica = i % 2 == 0 ? here : there;
            boolean isBeside = i % 4 < 2;
            Random random = new Random(i);
            writers.add(() -> {
                for (int n = 0; n < 25; n++) {
                    int which = random.nextInt(consumers.size());
                    String consumer = consumers.get(which);
                    UUID uuid = providers.get(which);
                    long amount = random.nextInt(4);
                    if (isBeside) {
                        claimBeside(replica, uuid, consumer, amount);
                    } else {
                        accepted(replica.claim(consumer, amount == 0 ? Map.of() : Map.of(uuid, Map.of(CLASS, amount)), Expected.ANYTHING));
                    }
                }
                return true;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> writer : threads.invokeAll(writers)) {
                assertThat(writer.get()).isTrue();
            }
        }
        isClean(here);
        isClean(there);
        long claimed = consumers.stream()
                .flatMap(id -> here.index().consumer(id).stream())
                .flatMap(it -> it.allocations().values().stream())
                .mapToLong(it -> it.getOrDefault(CLASS, 0L))
                .sum();
        assertThat(providers.stream().mapToLong(here::used).sum()).as("what consumers have is what is used").isEqualTo(claimed);
    }

    @Test
    void whatTheIndexWouldRefuseIsAskedOfTheDatabaseFirst() {
        UUID uuid = create(here, 1);
        Await.until("the other replica knows the provider", () -> there.index().world().node(uuid).isPresent());
        there.index().close();

        Provider seen = here.provider(uuid);
        here.store().write(List.of(new InventoriesWritten(
                Touch.next(seen), new TreeMap<>(Map.of(CLASS, Inventory.of(5))), new TreeSet<>(), NOW)));
        Replica behind = new Replica(there.store());
        behind.index().start();
        accepted(behind.claim(uuid, 5));
        assertThat(refused(behind.claim(uuid, 1))).isInstanceOf(CapacityExceeded.class);
        behind.index().close();
    }

    @Test
    void aConsumerThatAnotherReplicaMadeIsNotMadeAgain() {
        UUID uuid = create(here, 8);
        String consumer = UUID.randomUUID().toString();
        for (Replica replica : List.of(here, there)) {
            Await.until("the replica knows the provider", () -> replica.index().world().node(uuid).isPresent());
        }
        accepted(here.claim(consumer, Map.of(uuid, Map.of(CLASS, 1L)), new Expected.New()));

        assertThat(refused(there.claim(consumer, Map.of(uuid, Map.of(CLASS, 1L)), new Expected.New())))
                .isInstanceOf(ConsumerGenerationConflict.class);
    }

    @Test
    void twoReplicasNeverClaimMoreThanThereIsAndLoseNoGeneration() throws Exception {
        List<UUID> providers = List.of(create(here, 20), create(here, 7), create(here, 40));
        List<Callable<Integer>> claimers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Replica replica = i % 2 == 0 ? here : there;
            Random random = new Random(i);
            claimers.add(() -> {
                int written = 0;
                for (int n = 0; n < 20; n++) {
                    UUID provider = providers.get(random.nextInt(providers.size()));
                    written += replica.claim(provider, 1) instanceof Decision.Accepted<?> ? 1 : 0;
                }
                return written;
            });
        }
        int written = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> claimer : threads.invokeAll(claimers)) {
                written += claimer.get();
            }
        }
        assertThat(written).as("claims that were accepted: all that there is").isEqualTo(20 + 7 + 40);
        Ledger ledger = new Ledger();
        for (int i = 0; i < providers.size(); i++) {
            UUID uuid = providers.get(i);
            Provider stored = DB.database().<Optional<Provider>>read(handle -> ledger.provider(handle, uuid)).orElseThrow();
            long capacity = stored.inventories().get(CLASS).capacity();
            assertThat(stored.generation()).as("one generation a claim").isEqualTo(capacity);
        }
        isClean(here);
        isClean(there);
    }

    @Test
    void manyClaimsOfOneReplicaAreAllWrittenOnce() throws Exception {
        List<UUID> providers = List.of(create(here, 1_000), create(here, 1_000), create(here, 1_000));
        List<Callable<Decision<ReplaceAllocations.Reply>>> claims = new ArrayList<>();
        String contended = UUID.randomUUID().toString();
        for (int i = 0; i < 300; i++) {
            String consumer = i % 10 == 0 ? contended : UUID.randomUUID().toString();
            UUID uuid = providers.get(i % 10 == 0 ? 0 : i % 3);
            claims.add(() -> here.claim(consumer, Map.of(uuid, Map.of(CLASS, 2L)), Expected.ANYTHING));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Decision<ReplaceAllocations.Reply>> claim : threads.invokeAll(claims)) {
                accepted(claim.get());
            }
        }
        assertThat(providers.stream().mapToLong(here::used).sum()).isEqualTo(271 * 2);
        assertThat(here.index().holdings(contended).consumer().orElseThrow().generation())
                .as("each write of one consumer counts")
                .isEqualTo(30);
        isClean(here);
    }

    /** All that is written in batches, mixed, by two replicas. */
    @Test
    void writesOfProvidersAndClaimsGoTogetherAndNoneIsLost() throws Exception {
        List<UUID> providers = List.of(create(here, 1_000), create(here, 1_000), create(here, 1_000));
        for (Replica replica : List.of(here, there)) {
            Await.until("the replica knows the providers", () ->
                    providers.stream().allMatch(it -> replica.index().world().node(it).isPresent()));
        }
        List<Callable<Decision<?>>> writes = new ArrayList<>();
        for (int i = 0; i < 180; i++) {
            Replica replica = i % 4 == 0 ? there : here;
            UUID uuid = providers.get(i % 3);
            int number = i;
            writes.add(switch (i % 6) {
                case 0 -> () -> replica.change(uuid, it -> new InventoriesWritten(Touch.next(it),
                        new TreeMap<>(Map.of(CLASS, Inventory.of(1_000 + number), "DISK_GB", Inventory.of(5))), new TreeSet<>(), now()));
                case 1 -> () -> replica.change(uuid, it -> new InventoriesWritten(Touch.next(it),
                        new TreeMap<>(), new TreeSet<>(List.of("DISK_GB")), now()));
                case 2 -> () -> replica.change(uuid, it -> new TraitsReplaced(Touch.next(it),
                        new TreeSet<>(List.of("HW_CPU_X86_AVX2", number % 4 == 0 ? "HW_CPU_X86_SSE" : "HW_CPU_X86_SSE2")), now()));
                case 3 -> () -> replica.change(uuid, it -> new AggregatesReplaced(Touch.next(it),
                        new TreeSet<>(List.of("one", "number " + number)), now()));
                case 4 -> () -> replica.change(uuid, it -> new ProviderCreated(bare(Optional.of(it)), Optional.of(Touch.of(it))));
                default -> () -> replica.claim(UUID.randomUUID().toString(), Map.of(uuid, Map.of(CLASS, 1L)), Expected.ANYTHING);
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Decision<?>> write : threads.invokeAll(writes)) {
                assertThat(write.get()).isInstanceOf(Decision.Accepted.class);
            }
        }
        for (Replica replica : List.of(here, there)) {
            isClean(replica);
            assertThat(providers.stream().mapToLong(it -> replica.provider(it).generation()).sum())
                    .as("each write but those that made a child moved a generation")
                    .isEqualTo(150);
            assertThat(providers.stream().mapToInt(it -> replica.index().world().treeOf(replica.index().node(it).orElseThrow()).size()).sum())
                    .as("the providers and their children")
                    .isEqualTo(3 + 30);
        }
    }

    private static Instant now() {
        return NOW.plusMillis(MILLIS.incrementAndGet());
    }

    @Test
    void anAuditTellsWhatIsDifferent() {
        UUID uuid = create(here, 8);
        long created = System.nanoTime();
        Await.until("the change log, which tells of the provider once more, was read", () ->
                here.index().lag().toNanos() < System.nanoTime() - created);
        isClean(here);

        DB.database().transact(tx -> tx.execute("UPDATE placement.inventory SET total = 9 WHERE provider = ?", uuid));

        LedgerAudit audit = LedgerAudit.of(here.index(), here.store());
        assertThat(audit.differences())
                .singleElement()
                .extracting(LedgerAudit.Difference::subject)
                .isEqualTo("provider/" + uuid);
        DB.database().transact(tx -> tx.execute("UPDATE placement.inventory SET total = 8 WHERE provider = ?", uuid));
    }

    @Test
    void anAuditFindsAllocationsOfWhatIsNotThere() {
        UUID uuid = create(here, 8);
        DB.database().transact(tx -> tx.execute("INSERT INTO placement.holding VALUES ('nobody', ?, '{VCPU}', '{1}')", uuid));

        LedgerAudit audit = LedgerAudit.of(here.index(), here.store());

        assertThat(audit.differences()).extracting(LedgerAudit.Difference::subject).contains("allocation/nobody/" + uuid + "/VCPU");
        DB.database().transact(tx -> tx.execute("DELETE FROM placement.holding WHERE consumer = 'nobody'"));
    }

    @Test
    void anAuditTellsWhichNamesAreDifferent() {
        isClean(here);
        DB.database().transact(tx -> tx.execute("""
                WITH trait AS (DELETE FROM placement.trait WHERE name = 'COMPUTE_NODE' RETURNING 1)
                DELETE FROM placement.resource_class WHERE name = 'VGPU'"""));
        DB.database().transact(tx -> tx.execute("INSERT INTO placement.trait VALUES ('CUSTOM_UNKNOWN', ?)", NOW.atOffset(UTC)));

        LedgerAudit audit = LedgerAudit.of(here.index(), here.store());

        assertThat(audit.differences())
                .extracting(it -> it.subject() + (it.inDatabase().equals("nothing") ? " is held" : " is stored"))
                .containsExactly("resource_class/VGPU is held", "trait/COMPUTE_NODE is held", "trait/CUSTOM_UNKNOWN is stored");
        DB.database().transact(tx -> tx.execute("DELETE FROM placement.trait WHERE name = 'CUSTOM_UNKNOWN'"));
    }

    private static void isClean(Replica replica) {
        assertThat(LedgerAudit.of(replica.index(), replica.store()).differences())
                .as("what the index has otherwise than the database")
                .isEmpty();
    }

    @Test
    void aBareProviderIsKnownWithoutBeingRead() {
        Provider provider = bare(Optional.empty());
        here.store().write(List.of(new ProviderCreated(provider, Optional.empty())));

        assertThat(here.index().world().named(provider.name())).isPresent();
        isClean(here);
    }

    private static Provider bare(Optional<Provider> parent) {
        UUID uuid = UUID.randomUUID();
        Instant at = now();
        return new Provider(
                uuid,
                "bare-" + uuid,
                0,
                0,
                parent.map(Provider::uuid),
                parent.map(Provider::root).orElse(uuid),
                new TreeMap<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new Provider.Times(at, Optional.of(at), new TreeMap<>(), Optional.empty()));
    }


    private static UUID create(Replica replica, long capacity) {
        return create(replica, UUID.randomUUID(), capacity);
    }

    private static UUID create(Replica replica, UUID uuid, long capacity) {
        Provider provider = new Provider(
                uuid,
                "host-" + uuid,
                0,
                0,
                Optional.empty(),
                uuid,
                new TreeMap<>(Map.of(CLASS, Inventory.of(capacity))),
                new TreeSet<>(List.of("HW_CPU_X86_AVX2")),
                new TreeSet<>(),
                new Provider.Times(NOW, Optional.empty(), new TreeMap<>(), Optional.empty()));
        replica.store().write(List.of(new ProviderCreated(provider, Optional.empty())));
        return uuid;
    }

    private static void accepted(Decision<ReplaceAllocations.Reply> decision) {
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
    }

    private static Object refused(Decision<ReplaceAllocations.Reply> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused<?>) decision).refusal();
    }
}
