package io.berth.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import io.berth.store.DatabaseOptions;
import io.berth.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoresTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @Test
    void aStartAfterADumpWasRestoredLeavesNothingOfTheOtherServersChangeLog() {
        db.database().transact(tx -> tx.execute("""
                INSERT INTO store.change (transaction, at, kind, subject)
                VALUES ((pg_current_xact_id()::text::bigint + 1000)::text::xid8, now(), 'restored', 'test')
                """));
        DatabaseOptions options = db.options();
        BerthConfig config = BerthConfig.defaults()
                .with(ConfigKey.DATABASE_URL, options.jdbcUrl())
                .with(ConfigKey.DATABASE_USER, options.user())
                .with(ConfigKey.DATABASE_PASSWORD, options.password());
        try (Stores stores = Stores.open(config)) {
            boolean isEmpty = stores.database().read(handle ->
                    handle.createQuery("SELECT NOT EXISTS (SELECT FROM store.change)").mapTo(Boolean.class).one());
            assertThat(isEmpty).isTrue();
        }
    }
}
