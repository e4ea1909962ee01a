package io.berth.placement.index;

import static io.berth.placement.index.Replica.CLASS;
import static io.berth.placement.index.Replica.NOW;
import static io.berth.placement.index.Replica.accepted;
import static io.berth.placement.index.Replica.now;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.placement.ConsumerAllocations.Expected;
import io.berth.placement.Inventory;
import io.berth.placement.Ledger;
import io.berth.placement.LedgerChange.AggregatesReplaced;
import io.berth.placement.LedgerChange.InventoriesWritten;
import io.berth.placement.LedgerChange.ProviderCreated;
import io.berth.placement.LedgerChange.ProviderDeleted;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.LedgerChange.TraitAdded;
import io.berth.placement.LedgerChange.TraitsReplaced;
import io.berth.placement.PlacementRefusal.CapacityExceeded;
import io.berth.placement.PlacementRefusal.ConsumerGenerationConflict;
import io.berth.placement.Provider;
import io.berth.placement.ReplaceAllocations;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LedgerIndexTest extends TwoReplicas {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    LedgerIndexTest() {
        super(DB);
    }

    @Test
    void whatThisReplicaWroteIsThereAtOnceAndWhatAnotherWroteSoon() {
        UUID uuid = here.create(8);
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
        UUID uuid = there.create(4);

        assertThat(here.index().node(uuid)).isPresent();
    }

    @Test
    void namesProvidersAndTheirEndsAreFollowed() {
        UUID uuid = here.create(8);
        here.store().write(List.of(new TraitAdded("CUSTOM_FOLLOWED", NOW)));
        assertThat(here.index().world().isTrait("CUSTOM_FOLLOWED")).isTrue();
        Await.until("the other replica knows the trait", () -> there.index().world().isTrait("CUSTOM_FOLLOWED"));

        here.store().write(List.of(new InventoriesWritten(
                Touch.next(here.provider(uuid)),
                new TreeMap<>(Map.of("DISK_GB", Inventory.of(3))),
                new TreeSet<>(List.of(CLASS)),
                NOW.plusSeconds(1))));
        assertThat(here.provider(uuid).inventories()).containsOnlyKeys("DISK_GB");
        here.isClean();
        there.isClean();

        here.store().write(List.of(new ProviderDeleted(Touch.of(here.provider(uuid)))));
        assertThat(here.index().world().node(uuid)).isEmpty();
        Await.until("the other replica knows that it is gone", () -> there.index().world().node(uuid).isEmpty());
    }

    @Test
    void whatTheIndexWouldRefuseIsAskedOfTheDatabaseFirst() {
        UUID uuid = here.create(1);
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
        UUID uuid = here.create(8);
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
        List<UUID> providers = List.of(here.create(20), here.create(7), here.create(40));
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
        here.isClean();
        there.isClean();
    }

    @Test
    void manyClaimsOfOneReplicaAreAllWrittenOnce() throws Exception {
        List<UUID> providers = List.of(here.create(1_000), here.create(1_000), here.create(1_000));
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
        here.isClean();
    }

    /** All that is written in batches, mixed, by two replicas. */
    @Test
    void writesOfProvidersAndClaimsGoTogetherAndNoneIsLost() throws Exception {
        List<UUID> providers = List.of(here.create(1_000), here.create(1_000), here.create(1_000));
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
            replica.isClean();
            assertThat(providers.stream().mapToLong(it -> replica.provider(it).generation()).sum())
                    .as("each write but those that made a child moved a generation")
                    .isEqualTo(150);
            assertThat(providers.stream().mapToInt(it -> replica.index().world().treeOf(replica.index().node(it).orElseThrow()).size()).sum())
                    .as("the providers and their children")
                    .isEqualTo(3 + 30);
        }
    }

    @Test
    void anAuditTellsWhatIsDifferent() {
        UUID uuid = here.create(8);
        long created = System.nanoTime();
        Await.until("the change log, which tells of the provider once more, was read", () ->
                here.index().lag().toNanos() < System.nanoTime() - created);
        here.isClean();

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
        UUID uuid = here.create(8);
        DB.database().transact(tx -> tx.execute("INSERT INTO placement.holding VALUES ('nobody', ?, '{VCPU}', '{1}')", uuid));

        LedgerAudit audit = LedgerAudit.of(here.index(), here.store());

        assertThat(audit.differences()).extracting(LedgerAudit.Difference::subject).contains("allocation/nobody/" + uuid + "/VCPU");
        DB.database().transact(tx -> tx.execute("DELETE FROM placement.holding WHERE consumer = 'nobody'"));
    }

    @Test
    void anAuditTellsWhichNamesAreDifferent() {
        here.isClean();
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

    @Test
    void aBareProviderIsKnownWithoutBeingRead() {
        Provider provider = bare(Optional.empty());
        here.store().write(List.of(new ProviderCreated(provider, Optional.empty())));

        assertThat(here.index().world().named(provider.name())).isPresent();
        here.isClean();
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

    private static Object refused(Decision<ReplaceAllocations.Reply> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused<?>) decision).refusal();
    }
}
