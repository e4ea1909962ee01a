package io.berth.placement.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.base.Change;
import io.berth.base.Decision;
import io.berth.placement.Inventory;
import io.berth.placement.LedgerChange.ProviderCreated;
import io.berth.placement.PlacementRoom;
import io.berth.placement.Provider;
import io.berth.store.Store;
import io.berth.store.Unreachable;
import io.berth.testkit.Await;
import io.berth.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever breaks, who waits for the ledger is answered, and the ledger goes on. */
class LedgerTroubleTest extends OneReplica {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    LedgerTroubleTest() {
        super(DB);
    }

    @Test
    void aDecisionThatFailsWithAnErrorFailsAlone() {
        UUID uuid = here.create(1_000);
        for (int i = 0; i < 2 * LedgerWriter.LANES; i++) {
            assertThatThrownBy(() -> here.index().<Integer, Integer>decide(memory -> Optional.of(1), tx -> 1, any -> {
                        throw new StackOverflowError("as a pattern may");
                    }))
                    .hasRootCauseInstanceOf(StackOverflowError.class);
        }

        assertThat(isAccepted(uuid)).isTrue();
    }

    @Test
    void whoClaimsWhileConnectionsBreakIsAnsweredAndTheIndexIsAsTheDatabase() throws Exception {
        List<UUID> providers = List.of(here.create(1_000), here.create(1_000));
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                UUID uuid = providers.get(i % 2);
                answers.add(threads.submit(() -> isAccepted(uuid)));
            }
            for (int i = 0; i < answers.size(); i++) {
                if (i % 20 == 10) {
                    breakConnections();
                }
                assertThat(answers.get(i).get(30, TimeUnit.SECONDS)).as("an answer of some kind").isNotNull();
            }
        }
        Await.until("claims are accepted again", () -> isAccepted(providers.getFirst()));
        Await.until("the index is as the database", this::isAsTheDatabase);
    }

    /** Whoever writes it loses the connection. */
    record Breaking() implements Change {
        @Override
        public String subject() {
            return "connection";
        }
    }

    @Test
    void whatThisProcessCommittedAndNeverHeardOfIsKnownOnceItsConnectionBroke() {
        DB.store().writes(Breaking.class, (tx, change) -> tx.execute("SELECT pg_terminate_backend(pg_backend_pid())"));
        Store another = DB.newReplica();
        PlacementRoom.register(another);
        Provider provider = Replica.provider(UUID.randomUUID(), Map.of(Replica.CLASS, Inventory.of(1_000)));
        DB.database().transact(tx -> {
            List<Change> written = another.apply(tx, List.of(new ProviderCreated(provider, Optional.empty())));
            tx.execute("UPDATE store.change SET origin = ? WHERE transaction = pg_current_xact_id()", DB.store().origin());
            return written;
        });

        assertThatThrownBy(() -> DB.store().write(List.of(new Breaking()))).isInstanceOf(Unreachable.class);

        Await.until("the provider is known", () -> here.index().world().node(provider.uuid()).isPresent());
    }

    private boolean isAsTheDatabase() {
        try {
            return LedgerAudit.of(here.index(), DB.store()).differences().isEmpty();
        } catch (RuntimeException broken) {
            return false;
        }
    }

    private boolean isAccepted(UUID uuid) {
        try {
            return here.claim(uuid, 1) instanceof Decision.Accepted<?>;
        } catch (RuntimeException broken) {
            return false;
        }
    }

    /** But for the one that does it. */
    private static void breakConnections() {
        try {
            DB.database().<Integer>read(handle -> handle.createQuery("""
                    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                     WHERE datname = current_database() AND pid <> pg_backend_pid()
                    """).mapTo(Integer.class).one());
        } catch (RuntimeException broken) {
            // This connection was: so others are.
        }
    }
}
