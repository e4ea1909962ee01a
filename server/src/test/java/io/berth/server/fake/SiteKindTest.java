package io.berth.server.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.store.Database;
import io.berth.store.Settings;
import io.berth.testkit.TestDatabase;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SiteKindTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @BeforeEach
    void forget() {
        db.database().transact(tx -> tx.execute("DELETE FROM store.setting WHERE name = 'site_kind'"));
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseIsOfTheKindOfItsFirstStartForEver(SiteKind first) {
        SiteKind other = first == SiteKind.REAL ? SiteKind.SIMULATED : SiteKind.REAL;
        first.check(db.database());
        first.keep(db.database());

        assertThatThrownBy(() -> other.check(db.database())).isInstanceOf(SiteKind.OtherKind.class);
        assertThatThrownBy(() -> other.keep(db.database()))
                .isInstanceOf(SiteKind.OtherKind.class)
                .hasMessageContaining(first == SiteKind.REAL ? "start without --fake" : "start with --fake")
                .hasMessageContaining("--database");
        assertThatCode(() -> first.check(db.database())).doesNotThrowAnyException();
        assertThatCode(() -> first.keep(db.database())).doesNotThrowAnyException();
    }

    @Test
    void aDatabaseWithoutTablesIsOfNoKindYet() {
        try (Database empty = Database.open(db.options().withConnections(1))) {
            Optional<String> kept = empty.transact(tx -> {
                tx.execute("ALTER TABLE store.setting RENAME TO setting_away");
                boolean areMigrated = Settings.areMigrated(tx);
                tx.execute("ALTER TABLE store.setting_away RENAME TO setting");
                return areMigrated ? Settings.get(tx, "site_kind") : Optional.of("not migrated");
            });
            assertThat(kept).contains("not migrated");
        }
    }
}
