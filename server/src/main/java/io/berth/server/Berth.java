package io.berth.server;

import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.hardware.sim.SimulatedSite;
import io.berth.http.Api;
import io.berth.http.HttpServer;
import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import io.berth.server.fake.FakeClock;
import io.berth.server.fake.FakeSite;
import io.berth.store.Database;
import io.berth.store.DueWork;
import io.berth.store.Store;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Berth: one process over one PostgreSQL. Starting it reads from top to bottom: database, time, rooms, port, due
 * work; closing it goes the other way, finishes the requests in hand, and leaves what is due to other replicas.
 */
public final class Berth implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Berth.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(25);

    private final Stores stores;
    private final Optional<SimulatedSite> site;
    private final Rooms rooms;
    private final DueWork due;
    private final HttpServer http;
    private final ProcessFigures figures;
    private final URI url;
    private final Credentials credentials;

    private Berth(
            Stores stores,
            Optional<SimulatedSite> site,
            Rooms rooms,
            DueWork due,
            HttpServer http,
            ProcessFigures figures,
            URI url,
            Credentials credentials) {
        this.stores = stores;
        this.site = site;
        this.rooms = rooms;
        this.due = due;
        this.http = http;
        this.figures = figures;
        this.url = url;
        this.credentials = credentials;
    }

    public static Berth start(BerthConfig config) {
        return start(config, made -> {});
    }

    /**
     * Starts one.
     *
     * @param made is told of the administrator's password where this start made it, as soon as it is in the database: the start may
     *     still fail, and the password is nowhere else
     */
    public static Berth start(BerthConfig config, Consumer<String> made) {
        SettingsCheck.run(config);
        loadMeanwhile();
        BerthConfig.Listen listen = config.listen();
        Stores stores = Stores.open(config);
        Optional<SimulatedSite> site = Optional.empty();
        try {
            site = config.fake() ? Optional.of(FakeSite.start(stores.database())) : Optional.empty();
            return start(config, listen, stores, site, made);
        } catch (RuntimeException failure) {
            try (stores) {
                site.ifPresent(SimulatedSite::close);
            }
            throw failure;
        }
    }

    /** A start waits for its database first, and for the classes of all rooms then: they are loaded at the same time. */
    private static void loadMeanwhile() {
        Thread.ofPlatform().daemon().name("berth-loading").start(Berth::apisForListing);
    }

    private static Berth start(
            BerthConfig config,
            BerthConfig.Listen listen,
            Stores stores,
            Optional<SimulatedSite> site,
            Consumer<String> made) {
        Optional<FakeClock> fakeClock = config.fake() ? Optional.of(fakeClock(config, stores.database())) : Optional.empty();
        Clock clock = fakeClock.map(FakeClock::clock).orElse(Clock.system());
        Ids ids = Ids.random();
        Store store = new Store(stores.database(), clock);
        DueWork due = new DueWork(store, clock);
        PrometheusMeterRegistry metrics = HttpServer.newMetrics();
        AtomicReference<URI> url = new AtomicReference<>(URI.create("http://" + listen.host() + ":" + listen.port()));
        Supplier<URI> publicUrl = () -> config.url(ConfigKey.PUBLIC_URL).orElseGet(url::get);

        Rooms rooms = Rooms.assemble(new Rooms.Parts(config, store, due, clock, ids, publicUrl, site, fakeClock, metrics));
        try {
            Credentials credentials = rooms.prepare(made);
            HttpServer http = HttpServer.start(
                    new HttpServer.Front(listen.host(), listen.port(), config.flag(ConfigKey.PROXY_HEADERS)),
                    rooms.apis(), ids, metrics);
            url.set(URI.create("http://" + reachable(listen.host()) + ":" + http.port()));
            site.ifPresent(simulated -> simulated.berthUrl(url.get()));
            due.start();
            rooms.start();
            return new Berth(
                    stores, site, rooms, due, http, ProcessFigures.begin(metrics, stores.database()), url.get(), credentials);
        } catch (RuntimeException failure) {
            // Whoever still follows the change log would find the database closed, and warn of that in place of the cause.
            try (due;
                    Closing assembled = rooms::stop) {
                throw failure;
            }
        }
    }

    private static FakeClock fakeClock(BerthConfig config, Database database) {
        return Optional.ofNullable(config.clockStart())
                .map(start -> FakeClock.startingAt(start, database))
                .orElseGet(() -> FakeClock.resume(database));
    }

    /** An address that a client on this machine can use, where Berth listens on all of them. */
    private static String reachable(String host) {
        return switch (host) {
            case "0.0.0.0", "::", "[::]" -> "127.0.0.1";
            case String one -> one;
        };
    }

    /** The route tables of a Berth that is not started, with what only {@code --fake} serves: for {@code berth routes}. */
    public static List<Api> apisForListing() {
        return apisForListing(BerthConfig.defaults());
    }

    static List<Api> apisForListing(BerthConfig config) {
        try (Database database = Database.unconnected()) {
            Store store = new Store(database, Clock.system());
            DueWork due = new DueWork(store, Clock.system());
            return Rooms.assemble(new Rooms.Parts(
                            config,
                            store,
                            due,
                            Clock.system(),
                            Ids.random(),
                            () -> URI.create("http://127.0.0.1"),
                            Optional.empty(),
                            Optional.of(FakeClock.unmoved(database)),
                            HttpServer.newMetrics()))
                    .apis();
        }
    }

    public URI url() {
        return url;
    }

    /** Who can log in, as far as this start knows. */
    public Credentials credentials() {
        return credentials;
    }

    /** The simulated site of {@code --fake}. */
    public Optional<SimulatedSite> site() {
        return site;
    }

    /** Whoever stops Berth kills it before long, as Kubernetes does after 30 seconds: what is not done by then stays in the database. */
    @Override
    public void close() {
        LOG.info("Berth stops");
        Thread closing = Thread.ofPlatform().name("berth-closing").daemon().start(this::closeAll);
        try {
            if (!closing.join(STOP_MAX)) {
                LOG.warn("Berth stops though something did not end within {} s", STOP_MAX.toSeconds());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last first, each one though an earlier one failed: a request that hangs must not cost the database its stop. */
    private void closeAll() {
        try (stores;
                Closing simulated = () -> site.ifPresent(SimulatedSite::close);
                due;
                Closing assembled = rooms::stop;
                figures;
                http) {
            LOG.debug("no new requests from now on");
        } catch (RuntimeException failure) {
            LOG.error("something did not stop as it should", failure);
        }
    }

    /** Something that closes without a checked exception. */
    private interface Closing extends AutoCloseable {
        @Override
        void close();
    }
}
