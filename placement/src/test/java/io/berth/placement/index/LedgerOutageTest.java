package io.berth.placement.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.base.Decision;
import io.berth.placement.ConsumerAllocations;
import io.berth.placement.Inventory;
import io.berth.placement.LedgerChange.ProviderCreated;
import io.berth.placement.PlacementRoom;
import io.berth.placement.Provider;
import io.berth.placement.ReplaceAllocations;
import io.berth.store.Unreachable;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger in memory while nobody reaches PostgreSQL, and after that. */
class LedgerOutageTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String CLASS = "VCPU";

    /** More than the keeper fails in the time that as many answers from memory take: it tries once a second. */
    private static final int ASKED = 20;

    /** More than a look at the change log takes: it has failed. */
    private static final Duration BEHIND = LedgerKeeper.POLL.multipliedBy(20);

    private LedgerIndex index;

    @BeforeEach
    void start() {
        PlacementRoom.register(DB.store());
        PlacementRoom.insertStandardNames(DB.store(), NOW);
        index = new LedgerIndex(DB.store()).start();
    }

    @AfterEach
    void stop() {
        index.close();
    }

    @Test
    void whoeverWouldWaitForTheDatabaseIsToldAtOnceAndItGoesOnByItself() {
        UUID known = create();
        try (TestDatabase.Away away = DB.away()) {
            away.isKnownTo(DB.database());
            Await.until("a reading fails", () -> index.lag().compareTo(BEHIND) > 0);

            assertThat(failuresWhileAsking(() -> index.node(UUID.randomUUID()))).isLessThan(ASKED);
            assertThat(failuresWhileAsking(() -> claim(known))).isLessThan(ASKED);
            assertThat(index.node(known)).as("what is in memory").isPresent();
        }

        Await.until("the ledger is read again", () -> index.lag().compareTo(BEHIND) < 0);
        assertThat(index.node(UUID.randomUUID())).isEmpty();
        assertThat(claim(known)).isInstanceOf(Decision.Accepted.class);
        assertThat(LedgerAudit.of(index, DB.store()).differences()).isEmpty();
    }

    /** How often the keeper, which nobody else is beside, has tried in vain meanwhile: once for each, where each waits for it. */
    private static long failuresWhileAsking(ThrowingCallable question) {
        long before = DB.store().outage().failures();
        for (int i = 0; i < ASKED; i++) {
            assertThatThrownBy(question).isInstanceOf(Unreachable.class);
        }
        return DB.store().outage().failures() - before;
    }

    private Decision<ReplaceAllocations.Reply> claim(UUID provider) {
        ConsumerAllocations wanted = ConsumerAllocations.of(
                UUID.randomUUID().toString(), "project", "user", Optional.empty(), Map.of(provider, Map.of(CLASS, 1L)));
        return index.decide(
                List.of(provider), List.of(wanted.consumer()), view -> ReplaceAllocations.decide(view, List.of(wanted), NOW));
    }

    private static UUID create() {
        UUID uuid = UUID.randomUUID();
        Provider provider = new Provider(uuid, "host-" + uuid, 0, 0, Optional.empty(), uuid,
                new TreeMap<>(Map.of(CLASS, Inventory.of(1_000))), new TreeSet<>(), new TreeSet<>(),
                new Provider.Times(NOW, Optional.empty(), new TreeMap<>(), Optional.empty()));
        DB.store().write(List.of(new ProviderCreated(provider, Optional.empty())));
        return uuid;
    }
}
