package io.berth.placement.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.base.Decision;
import io.berth.base.TemporarilyUnavailable;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.Inventory;
import io.berth.placement.LedgerChange.ProviderCreated;
import io.berth.placement.PlacementRoom;
import io.berth.placement.Provider;
import io.berth.placement.ReplaceAllocations;
import io.berth.store.Store;
import io.berth.testkit.Await;
import io.berth.testkit.HeldLocks;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger in memory while what others have written cannot be read, and after that. */
class LedgerHeldUpTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String CLASS = "VCPU";
    private static final int PATIENCE_SECONDS = 20;

    /** More than a look at the change log and the reading of what it tells take: a reading has failed. */
    private static final Duration BEHIND = LedgerKeeper.POLL.multipliedBy(20);

    /** What happens between a commit of this process's and its way into memory: once. */
    private static final AtomicReference<Runnable> AFTER_COMMIT = new AtomicReference<>(() -> {});

    private LedgerIndex index;
    private Store another;

    @BeforeAll
    static void listen() {
        DB.store().onCommit(changes -> AFTER_COMMIT.getAndSet(() -> {}).run());
    }

    @BeforeEach
    void start() {
        PlacementRoom.register(DB.store());
        PlacementRoom.insertStandardNames(DB.store(), NOW);
        another = DB.newReplica();
        PlacementRoom.register(another);
        index = new LedgerIndex(DB.store()).start();
    }

    @AfterEach
    void stop() {
        index.close();
    }

    /** Providers cannot be read; those that have no aggregates can be written all the same. */
    private static HeldLocks unreadable() {
        return HeldLocks.of(DB.database(), tx -> tx.execute("LOCK TABLE placement.provider_aggregate IN ACCESS EXCLUSIVE MODE"));
    }

    private static UUID create(Store replica) {
        return create(replica, Map.of(CLASS, Inventory.of(1_000)));
    }

    private static UUID create(Store replica, Map<String, Inventory> inventories) {
        UUID uuid = UUID.randomUUID();
        Provider provider = new Provider(uuid, "host-" + uuid, 0, 0, Optional.empty(), uuid,
                new TreeMap<>(inventories), new TreeSet<>(), new TreeSet<>(),
                new Provider.Times(NOW, Optional.empty(), new TreeMap<>(), Optional.empty()));
        replica.write(List.of(new ProviderCreated(provider, Optional.empty())));
        return uuid;
    }

    private boolean isKnown(UUID provider) {
        return index.world().node(provider).isPresent();
    }

    private long used(UUID provider) {
        return index.world().node(provider).orElseThrow().used().getOrDefault(CLASS, 0L);
    }

    private void awaitAFailedReading() {
        Await.until("a reading fails", () -> index.lag().compareTo(BEHIND) > 0);
    }

    @Test
    void whatAnotherProcessDidIsKnownOnceItCanBeReadThoughTheLogTellsOfItOnce() {
        UUID provider;
        try (HeldLocks held = unreadable()) {
            provider = create(another);
            awaitAFailedReading();
            assertThat(isKnown(provider)).isFalse();
        }
        Await.until("the provider is known", () -> isKnown(provider));
        Await.until("the index is up to date", () -> index.lag().compareTo(BEHIND) < 0);
    }

    @Test
    void whatThisProcessWritesMeanwhileIsKnownAtOnce() {
        UUID claimed = create(DB.store());
        UUID others;
        try (HeldLocks held = unreadable()) {
            others = create(another);
            awaitAFailedReading();
            UUID own = create(DB.store(), Map.of());
            assertThat(isKnown(own)).isTrue();
            assertThat(claim(claimed)).isInstanceOf(Decision.Accepted.class);
            assertThat(used(claimed)).isOne();
            assertThat(isKnown(others)).isFalse();
        }
        Await.until("the other process's provider is known", () -> isKnown(others));
        assertThat(LedgerAudit.of(index, DB.store()).differences()).isEmpty();
    }

    @Test
    void whatThisProcessWroteAndCouldNotReadIsKnownOnceItCan() {
        UUID own;
        try (HeldLocks held = unreadable()) {
            own = create(DB.store());
            assertThat(isKnown(own)).isFalse();
        }
        Await.until("the provider is known", () -> isKnown(own));
    }

    @Test
    void whoeverAsksForWhatIsNotKnownIsToldToTryLater() {
        UUID provider = create(another);
        Await.until("the provider is known", () -> isKnown(provider));
        UUID unknown = UUID.randomUUID();
        try (HeldLocks held = unreadable()) {
            assertThatThrownBy(() -> index.node(unknown)).isInstanceOf(TemporarilyUnavailable.class);
            assertThat(index.node(provider)).isPresent();
        }
        Await.until("the ledger is read again", () -> index.lag().compareTo(BEHIND) < 0);
        assertThat(index.node(unknown)).isEmpty();
    }

    /** A claim that is written, and of which this process may know only once it has read it: it heard of what came after. */
    private CompletableFuture<Decision<ReplaceAllocations.Reply>> claimOvertaken(UUID provider, String consumer, Runnable then) {
        AFTER_COMMIT.set(() -> {
            try (LedgerIndex others = new LedgerIndex(another).start()) {
                assertThat(claim(others, provider, UUID.randomUUID().toString())).isInstanceOf(Decision.Accepted.class);
            }
            Await.until("the other process's claim is known", () -> used(provider) == 2);
            then.run();
        });
        return CompletableFuture.supplyAsync(() -> claim(index, provider, consumer), Thread::startVirtualThread)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void whoseClaimIsWrittenAndCannotBeReadIsAnsweredOnceItCan() {
        UUID provider = create(DB.store());
        String consumer = UUID.randomUUID().toString();
        CompletableFuture<HeldLocks> held = new CompletableFuture<HeldLocks>().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        CompletableFuture<Decision<ReplaceAllocations.Reply>> claim =
                claimOvertaken(provider, consumer, () -> held.complete(unreadable()));
        try (HeldLocks ignored = held.join()) {
            awaitAFailedReading();
            assertThat(claim).isNotDone();
            assertThat(index.consumer(consumer)).isEmpty();
        }
        assertThat(claim.join()).isInstanceOf(Decision.Accepted.class);
        assertThat(index.consumer(consumer)).isPresent();
        assertThat(LedgerAudit.of(index, DB.store()).differences()).isEmpty();
    }

    @Test
    void whoseClaimIsWrittenIsAnsweredAtTheEndThoughItCouldNotBeRead() {
        UUID provider = create(DB.store());
        CompletableFuture<HeldLocks> held = new CompletableFuture<HeldLocks>().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        CompletableFuture<Decision<ReplaceAllocations.Reply>> claim =
                claimOvertaken(provider, UUID.randomUUID().toString(), () -> held.complete(unreadable()));
        try (HeldLocks ignored = held.join()) {
            awaitAFailedReading();
            index.close();
            assertThat(claim.join()).isInstanceOf(Decision.Accepted.class);
        }
    }

    private Decision<ReplaceAllocations.Reply> claim(UUID provider) {
        return claim(index, provider, UUID.randomUUID().toString());
    }

    private static Decision<ReplaceAllocations.Reply> claim(LedgerIndex index, UUID provider, String consumer) {
        ConsumerAllocations wanted = ConsumerAllocations.of(
                consumer, "project", "user", Optional.empty(), Map.of(provider, Map.of(CLASS, 1L)));
        return index.decide(
                List.of(provider), List.of(wanted.consumer()), view -> ReplaceAllocations.decide(view, List.of(wanted), NOW));
    }
}
