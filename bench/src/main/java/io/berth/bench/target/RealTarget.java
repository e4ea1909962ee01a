package io.berth.bench.target;

import io.berth.bench.client.Endpoint;
import io.berth.store.DatabaseOptions;
import io.berth.testkit.peer.RealPlacement;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** OpenStack's placement under uwsgi with four processes, as Debian packages it. */
public final class RealTarget implements Target {
    private final RealPlacement placement;
    private final DatabaseAddress database;

    private RealTarget(RealPlacement placement, DatabaseAddress database) {
        this.placement = placement;
        this.database = database;
    }

    /** Debian's packages that it needs and that are not there. */
    public static List<String> missingPackages() {
        return RealPlacement.missingPackages();
    }

    public static RealTarget start(DatabaseAddress database) {
        return new RealTarget(RealPlacement.start(DatabaseOptions.of(database.jdbcUrl(), database.user(), database.password())), database);
    }

    @Override
    public Endpoint placement() {
        URI base = placement.base();
        return new Endpoint(base.getHost(), base.getPort(), base.getPath(), Map.of(
                "X-Auth-Token", "admin", "OpenStack-API-Version", "placement 1.39"));
    }

    @Override
    public DatabaseAddress database() {
        return database;
    }

    /** All its processes are this one's descendants, and no others of that name are. */
    @Override
    public Duration cpu() {
        return ProcessHandle.current().descendants()
                .filter(process -> process.info().command().orElse("").contains("uwsgi"))
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        placement.close();
    }
}
