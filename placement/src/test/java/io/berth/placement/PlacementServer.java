package io.berth.placement;

import io.berth.base.Ids;
import io.berth.http.Authenticator;
import io.berth.http.Health;
import io.berth.http.HttpServer;
import io.berth.placement.api.PlacementApi;
import io.berth.placement.api.PlacementOptions;
import io.berth.placement.api.PlacementPolicy;
import io.berth.placement.index.LedgerIndex;
import io.berth.testkit.TestDatabase;
import io.berth.testkit.TestPolicy;
import java.net.URI;
import java.util.List;

/** Placement's API alone, with its index, on a fresh database. */
final class PlacementServer implements AutoCloseable {
    private final LedgerIndex index;
    private final HttpServer server;

    private PlacementServer(LedgerIndex index, HttpServer server) {
        this.index = index;
        this.server = server;
    }

    static PlacementServer start(TestDatabase db, Authenticator authenticator) {
        return start(db, authenticator, PlacementOptions.STANDARD, false);
    }

    /** @param isProxyBelieved whether headers of a proxy count */
    static PlacementServer start(
            TestDatabase db, Authenticator authenticator, PlacementOptions options, boolean isProxyBelieved) {
        PlacementRoom.register(db.store());
        PlacementRoom.insertStandardNames(db.store(), db.clock().now());
        LedgerIndex index = new LedgerIndex(db.store()).start();
        PlacementApi api = new PlacementApi(
                db.store(), index, options, authenticator, new TestPolicy(PlacementPolicy.DEFAULTS), db.clock(), Ids.random());
        return new PlacementServer(index, HttpServer.start(
                new HttpServer.Front("127.0.0.1", 0, isProxyBelieved),
                List.of(api, Health.api(() -> true, () -> "")),
                Ids.random(),
                HttpServer.newMetrics()));
    }

    int port() {
        return server.port();
    }

    /** Where placement's own paths begin. */
    URI base() {
        return URI.create("http://127.0.0.1:" + port() + "/placement");
    }

    @Override
    public void close() {
        server.close();
        index.close();
    }
}
