package io.berth.testkit;

import io.berth.base.Clock;
import io.berth.base.SettableClock;
import io.berth.store.Database;
import io.berth.store.DatabaseOptions;
import io.berth.store.Store;
import io.berth.store.Unreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh, migrated database for a test class, on a real PostgreSQL that all classes of the process share.
 *
 * <pre>{@code @RegisterExtension static final TestDatabase db = new TestDatabase();}</pre>
 *
 * With {@code -Dberth.test.database=jdbc:postgresql://host/postgres?user=…&password=…} that server is used in place of the
 * embedded one: so the suite runs on PostgreSQL 15 too.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
    private static final int CONNECTIONS = 8;

    private final List<Database> opened = new ArrayList<>();
    private final SettableClock clock = new SettableClock(Clock.system(), Duration.ZERO);
    private String name = "";
    private @Nullable Store store;

    @Override
    public void beforeAll(ExtensionContext context) {
        name = TestPostgres.get().newDatabase();
        store = newReplica();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        opened.forEach(Database::close);
        TestPostgres.get().drop(name);
    }

    /** A database that nobody reaches, until this is closed. */
    @FunctionalInterface
    public interface Away extends AutoCloseable {
        @Override
        void close();

        /** Returns when {@code one} has found out. */
        default void isKnownTo(Database one) {
            Await.until("the outage is known", () -> {
                try {
                    return one.read(handle -> handle.execute("SELECT")) < 0;
                } catch (Unreachable away) {
                    return one.outage().isPresent();
                }
            });
        }
    }

    /** Ends all connections, and lets nobody make another until that is closed. @param spared processes of PostgreSQL whose connections stay */
    public Away away(Integer... spared) {
        TestPostgres.get().shut(name, List.of(spared));
        return () -> TestPostgres.get().reopen(name);
    }

    /** The clock of {@link #store}; it runs, and can be moved. */
    public SettableClock clock() {
        return clock;
    }

    public Store store() {
        return Objects.requireNonNull(store, "the test has not begun");
    }

    public Database database() {
        return store().database();
    }

    /** Another process's view of the same database: a pool and a store of its own. */
    public Store newReplica() {
        Database database = Database.open(options());
        opened.add(database);
        return new Store(database, clock);
    }

    public DatabaseOptions options() {
        return TestPostgres.get().options(name).withConnections(CONNECTIONS);
    }
}
