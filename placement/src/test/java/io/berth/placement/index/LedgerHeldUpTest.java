package io.berth.placement.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.base.Decision;
import io.berth.base.TemporarilyUnavailable;
import io.berth.placement.ConsumerAllocations.Expected;
import io.berth.placement.ReplaceAllocations;
import io.berth.testkit.Await;
import io.berth.testkit.HeldLocks;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger in memory while what others have written cannot be read, and after that. */
class LedgerHeldUpTest extends OneReplica {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final int PATIENCE_SECONDS = 20;

    /** More than a look at the change log and the reading of what it tells take: a reading has failed. */
    private static final Duration BEHIND = LedgerKeeper.POLL.multipliedBy(20);

    /** What happens between a commit of this process's and its way into memory: once. */
    private static final AtomicReference<Runnable> AFTER_COMMIT = new AtomicReference<>(() -> {});

    private final Replica another = new Replica(DB.newReplica());

    LedgerHeldUpTest() {
        super(DB);
    }

    @BeforeAll
    static void listen() {
        DB.store().onCommit(changes -> AFTER_COMMIT.getAndSet(() -> {}).run());
    }

    /** Providers cannot be read; those that have no aggregates can be written all the same. */
    private static HeldLocks unreadable() {
        return HeldLocks.of(DB.database(), tx -> tx.execute("LOCK TABLE placement.provider_aggregate IN ACCESS EXCLUSIVE MODE"));
    }

    private boolean isKnown(UUID provider) {
        return here.index().world().node(provider).isPresent();
    }

    private void awaitAFailedReading() {
        Await.until("a reading fails", () -> here.index().lag().compareTo(BEHIND) > 0);
    }

    @Test
    void whatAnotherProcessDidIsKnownOnceItCanBeReadThoughTheLogTellsOfItOnce() {
        UUID provider;
        try (HeldLocks held = unreadable()) {
            provider = another.create(1_000);
            awaitAFailedReading();
            assertThat(isKnown(provider)).isFalse();
        }
        Await.until("the provider is known", () -> isKnown(provider));
        Await.until("the index is up to date", () -> here.index().lag().compareTo(BEHIND) < 0);
    }

    @Test
    void whatThisProcessWritesMeanwhileIsKnownAtOnce() {
        UUID claimed = here.create(1_000);
        UUID others;
        try (HeldLocks held = unreadable()) {
            others = another.create(1_000);
            awaitAFailedReading();
            UUID own = here.create(Replica.provider(UUID.randomUUID(), Map.of()));
            assertThat(isKnown(own)).isTrue();
            Replica.accepted(here.claim(claimed, 1));
            assertThat(here.used(claimed)).isOne();
            assertThat(isKnown(others)).isFalse();
        }
        Await.until("the other process's provider is known", () -> isKnown(others));
        here.isClean();
    }

    @Test
    void whatThisProcessWroteAndCouldNotReadIsKnownOnceItCan() {
        UUID own;
        try (HeldLocks held = unreadable()) {
            own = here.create(1_000);
            assertThat(isKnown(own)).isFalse();
        }
        Await.until("the provider is known", () -> isKnown(own));
    }

    @Test
    void whoeverAsksForWhatIsNotKnownIsToldToTryLater() {
        UUID provider = another.create(1_000);
        Await.until("the provider is known", () -> isKnown(provider));
        UUID unknown = UUID.randomUUID();
        try (HeldLocks held = unreadable()) {
            assertThatThrownBy(() -> here.index().node(unknown)).isInstanceOf(TemporarilyUnavailable.class);
            assertThat(here.index().node(provider)).isPresent();
        }
        Await.until("the ledger is read again", () -> here.index().lag().compareTo(BEHIND) < 0);
        assertThat(here.index().node(unknown)).isEmpty();
    }

    /** A claim that is written, and of which this process may know only once it has read it: it heard of what came after. */
    private CompletableFuture<Decision<ReplaceAllocations.Reply>> claimOvertaken(UUID provider, String consumer, Runnable then) {
        AFTER_COMMIT.set(() -> {
            try (LedgerIndex others = another.index().start()) {
                Replica.accepted(another.claim(provider, 1));
            }
            Await.until("the other process's claim is known", () -> here.used(provider) == 2);
            then.run();
        });
        Map<UUID, Map<String, Long>> wanted = Map.of(provider, Map.of(Replica.CLASS, 1L));
        return CompletableFuture.supplyAsync(() -> here.claim(consumer, wanted, new Expected.New()), Thread::startVirtualThread)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void whoseClaimIsWrittenAndCannotBeReadIsAnsweredOnceItCan() {
        UUID provider = here.create(1_000);
        String consumer = UUID.randomUUID().toString();
        CompletableFuture<HeldLocks> held = new CompletableFuture<HeldLocks>().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        CompletableFuture<Decision<ReplaceAllocations.Reply>> claim =
                claimOvertaken(provider, consumer, () -> held.complete(unreadable()));
        try (HeldLocks ignored = held.join()) {
            awaitAFailedReading();
            assertThat(claim).isNotDone();
            assertThat(here.index().consumer(consumer)).isEmpty();
        }
        assertThat(claim.join()).isInstanceOf(Decision.Accepted.class);
        assertThat(here.index().consumer(consumer)).isPresent();
        here.isClean();
    }

    @Test
    void whoseClaimIsWrittenIsAnsweredAtTheEndThoughItCouldNotBeRead() {
        UUID provider = here.create(1_000);
        CompletableFuture<HeldLocks> held = new CompletableFuture<HeldLocks>().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        CompletableFuture<Decision<ReplaceAllocations.Reply>> claim =
                claimOvertaken(provider, UUID.randomUUID().toString(), () -> held.complete(unreadable()));
        try (HeldLocks ignored = held.join()) {
            awaitAFailedReading();
            here.index().close();
            assertThat(claim.join()).isInstanceOf(Decision.Accepted.class);
        }
    }
}
