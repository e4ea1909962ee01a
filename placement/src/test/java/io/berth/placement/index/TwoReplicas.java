package io.berth.placement.index;

import static io.berth.placement.index.Replica.NOW;

import io.berth.placement.PlacementRoom;
import io.berth.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two processes on one database, each with its index. */
abstract class TwoReplicas {
    final Replica here;
    final Replica there;

    TwoReplicas(TestDatabase database) {
        here = new Replica(database.store());
        there = new Replica(database.newReplica());
    }

    @BeforeEach
    void start() {
        PlacementRoom.insertStandardNames(here.store(), NOW);
        here.index().start();
        there.index().start();
    }

    @AfterEach
    void stop() {
        here.index().close();
        there.index().close();
    }
}
