package io.berth.placement.index;

import static io.berth.placement.index.Replica.NOW;

import io.berth.placement.PlacementRoom;
import io.berth.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A process with its index. */
abstract class OneReplica {
    final Replica here;

    OneReplica(TestDatabase database) {
        here = new Replica(database.store());
    }

    @BeforeEach
    void start() {
        PlacementRoom.insertStandardNames(here.store(), NOW);
        here.index().start();
    }

    @AfterEach
    void stop() {
        here.index().close();
    }
}
