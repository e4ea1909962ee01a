package io.berth.placement.index;

import io.berth.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two processes on one database, each with its index. */
abstract class TwoReplicas extends OneReplica {
    final Replica there;

    TwoReplicas(TestDatabase database) {
        super(database);
        there = new Replica(database.newReplica());
    }

    @BeforeEach
    void startThere() {
        there.index().start();
    }

    @AfterEach
    void stopThere() {
        there.index().close();
    }
}
