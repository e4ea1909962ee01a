package io.berth.placement.index;

import static io.berth.placement.index.Replica.CLASS;
import static io.berth.placement.index.Replica.NOW;
import static io.berth.placement.index.Replica.accepted;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.placement.Consumer;
import io.berth.placement.ConsumerAllocations.Expected;
import io.berth.placement.Ledger;
import io.berth.placement.LedgerChange;
import io.berth.placement.LedgerChange.AllocationsReplaced;
import io.berth.placement.LedgerChange.ConsumerWrite;
import io.berth.placement.LedgerChange.ProviderDeleted;
import io.berth.placement.LedgerChange.Touch;
import io.berth.placement.Touched;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Claims that this process commits beside its index, as when leases start and end, and what the index makes of them. */
class OwnClaimsTest extends TwoReplicas {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    OwnClaimsTest() {
        super(DB);
    }

    /** A provider's revisions begin anew with it, so what was done with it is told of in the same words. */
    @Test
    void whatIsDoneWithAProviderThatWasMadeAgainIsFollowedAsBefore() {
        UUID uuid = UUID.randomUUID();
        String consumer = UUID.randomUUID().toString();
        for (String life : List.of("first", "second", "third")) {
            here.create(uuid, 8);
            Await.until("the other replica knows the provider of the " + life + " life", () ->
                    there.index().world().node(uuid).isPresent());
            here.claimBeside(uuid, consumer, 3);
            assertThat(here.used(uuid)).as("used, where it was claimed, in the %s life", life).isEqualTo(3);
            Await.until("the other replica knows the claim in the " + life + " life", () -> there.used(uuid) == 3
                    && there.index().holdings(consumer).consumer().isPresent());
            accepted(here.claim(consumer, Map.of(), Expected.ANYTHING));
            Await.until("the other replica knows that it was given back", () -> there.used(uuid) == 0);
            here.store().write(List.of(new ProviderDeleted(Touch.of(here.provider(uuid)))));
            Await.until("the other replica knows that it is gone", () -> there.index().world().node(uuid).isEmpty());
        }
        here.isClean();
    }

    @Test
    void whatThisProcessClaimedBesideTheIndexIsKnownWithoutBeingRead() {
        UUID uuid = here.create(8);
        LedgerIndex index = new LedgerIndex(DB.newReplica());
        index.read(Touched.EVERYTHING);
        List<LedgerChange> told = new ArrayList<>();
        here.store().onCommit(changes -> changes.forEach(it -> told.add((LedgerChange) it)));
        String consumer = UUID.randomUUID().toString();
        String other = UUID.randomUUID().toString();
        for (long amount : List.of(3L, 2L, 0L, 4L)) {
            here.claimBeside(uuid, consumer, amount);
        }
        here.claimBeside(uuid, other, 1);

        assertThat(index.apply(told)).as("what is to be read").isEqualTo(Touched.NOTHING);

        for (String id : List.of(consumer, other)) {
            Optional<Consumer> stored = DB.database().read(handle -> new Ledger().allocationsOf(handle, id));
            assertThat(index.consumer(id)).as("a consumer as it was told of").isEqualTo(stored).isPresent();
        }
        assertThat(index.world().node(uuid).orElseThrow().usedOf(CLASS)).isEqualTo(5);
    }

    @Test
    void ofWhatNobodyToldTheRevisionsEverythingIsRead() {
        UUID uuid = here.create(8);
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
        List<UUID> providers = List.of(here.create(1_000), here.create(1_000), here.create(1_000));
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
                        replica.claimBeside(uuid, consumer, amount);
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
        here.isClean();
        there.isClean();
        long claimed = consumers.stream()
                .flatMap(id -> here.index().consumer(id).stream())
                .flatMap(it -> it.allocations().values().stream())
                .mapToLong(it -> it.getOrDefault(CLASS, 0L))
                .sum();
        assertThat(providers.stream().mapToLong(here::used).sum()).as("what consumers have is what is used").isEqualTo(claimed);
    }
}
