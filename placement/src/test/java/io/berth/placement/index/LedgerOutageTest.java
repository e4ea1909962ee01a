package io.berth.placement.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.store.Unreachable;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The ledger in memory while nobody reaches PostgreSQL, and after that. */
class LedgerOutageTest extends OneReplica {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    /** More than the keeper fails in the time that as many answers from memory take: it tries once a second. */
    private static final int ASKED = 20;

    /** More than a look at the change log takes: it has failed. */
    private static final Duration BEHIND = LedgerKeeper.POLL.multipliedBy(20);

    LedgerOutageTest() {
        super(DB);
    }

    @Test
    void whoeverWouldWaitForTheDatabaseIsToldAtOnceAndItGoesOnByItself() {
        UUID known = here.create(1_000);
        try (TestDatabase.Away away = DB.away()) {
            away.isKnownTo(DB.database());
            Await.until("a reading fails", () -> here.index().lag().compareTo(BEHIND) > 0);

            assertThat(failuresWhileAsking(() -> here.index().node(UUID.randomUUID()))).isLessThan(ASKED);
            assertThat(failuresWhileAsking(() -> here.claim(known, 1))).isLessThan(ASKED);
            assertThat(here.index().node(known)).as("what is in memory").isPresent();
        }

        Await.until("the ledger is read again", () -> here.index().lag().compareTo(BEHIND) < 0);
        assertThat(here.index().node(UUID.randomUUID())).isEmpty();
        Replica.accepted(here.claim(known, 1));
        here.isClean();
    }

    /** How often the keeper, which nobody else is beside, has tried in vain meanwhile: once for each, where each waits for it. */
    private static long failuresWhileAsking(ThrowingCallable question) {
        long before = DB.store().outage().failures();
        for (int i = 0; i < ASKED; i++) {
            assertThatThrownBy(question).isInstanceOf(Unreachable.class);
        }
        return DB.store().outage().failures() - before;
    }
}
