package io.berth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.store.Contended;
import io.berth.store.Lane;
import io.berth.store.Settings;
import io.berth.store.Unreachable;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connection of one thread's own: what its user is told, and that it goes on. */
class LaneTest {
    @RegisterExtension
    static final TestDatabase db = new TestDatabase();

    @Test
    void aBrokenConnectionIsADatabaseThatCannotBeReachedAndIsOpenedAnew() {
        try (Lane lane = db.database().lane()) {
            assertThatThrownBy(() -> lane.run(handle -> handle.execute("SELECT pg_terminate_backend(pg_backend_pid())")))
                    .isInstanceOf(Unreachable.class);
            boolean goesOn = lane.run(Settings::areMigrated);
            assertThat(goesOn).isTrue();
        }
    }

    @Test
    void whatSomebodyHoldsForLongerIsContended() {
        try (Lane lane = db.database().lane()) {
            try (HeldLocks held = HeldLocks.of(db.database(), tx -> tx.execute("LOCK TABLE store.setting"))) {
                assertThatThrownBy(() -> lane.run(handle -> Settings.get(handle, "any"))).isInstanceOf(Contended.class);
            }
            Optional<String> read = lane.run(handle -> Settings.get(handle, "any"));
            assertThat(read).isEmpty();
        }
    }
}
