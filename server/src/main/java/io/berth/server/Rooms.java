package io.berth.server;

import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.compute.ComputePolicy;
import io.berth.compute.ComputeRoom;
import io.berth.compute.api.ComputeApi;
import io.berth.compute.image.ImageApi;
import io.berth.deployment.Deployment;
import io.berth.deployment.api.DeploymentPolicy;
import io.berth.hardware.sim.SimulatedSite;
import io.berth.http.Api;
import io.berth.http.Authenticator;
import io.berth.http.GuardedApi;
import io.berth.http.Health;
import io.berth.http.PlainApi;
import io.berth.http.Policy;
import io.berth.http.Route;
import io.berth.http.RouteTable;
import io.berth.http.TokenGate;
import io.berth.identity.Identity;
import io.berth.identity.IdentityPolicy;
import io.berth.identity.auth.KeystoneAuthenticator;
import io.berth.identity.auth.KeystoneOptions;
import io.berth.identity.auth.NoauthAuthenticator;
import io.berth.identity.catalog.Catalog;
import io.berth.identity.policy.SitePolicy;
import io.berth.identity.wire.Discovery;
import io.berth.identity.wire.IdentityApi;
import io.berth.messages.MessageChange;
import io.berth.messages.MessagesPolicy;
import io.berth.messages.MessagesStore;
import io.berth.messages.PurgeMessages;
import io.berth.messages.api.MessagesApi;
import io.berth.placement.Ledger;
import io.berth.placement.PlacementRoom;
import io.berth.placement.api.PlacementApi;
import io.berth.placement.api.PlacementExtras;
import io.berth.placement.api.PlacementPolicy;
import io.berth.placement.index.LedgerIndex;
import io.berth.reservation.ReservationRoom;
import io.berth.reservation.api.BlazarApi;
import io.berth.reservation.api.ReservationExtras;
import io.berth.reservation.api.ReservationPolicy;
import io.berth.reservation.budget.BudgetedProjects;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.index.CalendarIndex;
import io.berth.reservation.health.HealthPoller;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.outlook.HostOutlook;
import io.berth.server.config.BerthConfig;
import io.berth.server.config.ConfigKey;
import io.berth.server.config.NetworksFile;
import io.berth.server.fake.FakeClock;
import io.berth.server.fake.FakePasswords;
import io.berth.store.Database;
import io.berth.store.DueWork;
import io.berth.store.Purge;
import io.berth.store.Store;
import io.berth.store.TrimChangeLog;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Puts the rooms together. What one room needs of another is handed over here, and nowhere else. */
final class Rooms {
    private final Parts parts;
    private final SitePolicy policy;
    private final Identity identity;
    private final LedgerIndex index;
    private final CalendarIndex calendars;
    private final ComputeRoom compute;
    private final Deployment deployment;
    private final HealthPoller healthPoller;
    private final List<Purge> purges;
    private final List<Api> apis;

    /**
     * What the rooms stand on.
     *
     * @param url where this Berth can be reached, once it listens
     */
    record Parts(
            BerthConfig config,
            Store store,
            DueWork due,
            Clock clock,
            Ids ids,
            Supplier<URI> url,
            Optional<SimulatedSite> site,
            Optional<FakeClock> fakeClock,
            PrometheusMeterRegistry metrics) {}

    private Rooms(
            Parts parts,
            SitePolicy policy,
            Identity identity,
            LedgerIndex index,
            CalendarIndex calendars,
            ComputeRoom compute,
            Deployment deployment,
            HealthPoller healthPoller,
            List<Purge> purges,
            List<Api> apis) {
        this.parts = parts;
        this.policy = policy;
        this.identity = identity;
        this.index = index;
        this.calendars = calendars;
        this.compute = compute;
        this.deployment = deployment;
        this.healthPoller = healthPoller;
        this.purges = List.copyOf(purges);
        this.apis = List.copyOf(apis);
    }

    static Rooms assemble(Parts parts) {
        Store store = parts.store();
        // A policy a service, as in OpenStack: rules of one name may differ between them. The site's files may override all.
        SitePolicy policy = SitePolicy.of(
                parts.config().given(ConfigKey.POLICY_FILE).map(Path::of),
                parts.config().given(ConfigKey.POLICY_DIR).map(Path::of));
        List<Purge> purges = new ArrayList<>();
        purges.add(TrimChangeLog.purge(store, parts.clock()).handledBy(parts.due()));
        purges.add(store.answers().purge().handledBy(parts.due()));
        purges.add(PurgeMessages.purge(parts.clock()).handledBy(parts.due()));
        measure(parts);
        PlacementRoom.register(store);
        store.writes(MessageChange.class, MessagesStore::write);

        // Tokens live by the clients' time: a moved clock would end them all.
        Identity identity = new Identity(store, Clock.system(), parts.ids());
        Authenticator authenticator = authenticator(parts.config(), identity);

        LedgerIndex index = new LedgerIndex(store);
        Ledger ledger = new Ledger(index);
        parts.metrics().gauge("berth.ledger.lag.seconds", index, it -> it.lag().toMillis() / 1_000.0);
        AgentUrls agents = AgentUrls.of(parts.config(), parts.site(), store.database(), ledger);
        ComputeRoom compute = ComputeRoom.register(store, parts.due(), agents, parts.clock(), parts.ids());
        Deployment deployment =
                DeploymentWiring.of(parts, ledger, authenticator, policy.over(DeploymentPolicy.DEFAULTS));
        ReservationRoom reservations = ReservationRoom.register(
                store,
                parts.due(),
                ledger,
                new LeaseConsequences(parts.clock(), parts.ids()),
                new ComputeFlavors(store.database()),
                new ReservationOptions(
                        Duration.ofSeconds(parts.config().number(ConfigKey.CLEANING_SECONDS)),
                        Duration.ofMinutes(parts.config().number(ConfigKey.BEFORE_END_MINUTES)),
                        parts.config().flag(ConfigKey.RANDOM_HOSTS),
                        NetworksFile.of(parts.config()),
                        parts.config().url(ConfigKey.NOTIFICATIONS_URL)),
                HealthWiring.options(parts.config()),
                EnforcementWiring.of(parts.config(), () -> parts.url().get().resolve("/identity/v3").toString()),
                parts.clock(),
                parts.ids());

        List<Api> apis = new ArrayList<>();
        boolean isKeystoneElsewhere = parts.config().auth() == BerthConfig.Auth.KEYSTONE;
        if (!isKeystoneElsewhere) {
            apis.add(identity.api(Catalog.ofBerth(), policy.over(IdentityPolicy.DEFAULTS)));
            apis.add(Discovery.atRoot(IdentityApi.PREFIX));
        }
        apis.add(new PlacementApi(
                store,
                index,
                PlacementSettings.of(parts.config()),
                parts.config().auth() == BerthConfig.Auth.NOAUTH ? NoauthAuthenticator.ofPlacement() : authenticator,
                policy.over(PlacementPolicy.DEFAULTS),
                parts.clock(),
                parts.ids()));
        apis.add(new BlazarApi(reservations, authenticator, policy.over(ReservationPolicy.DEFAULTS)));
        apis.add(new ComputeApi(
                store,
                ledger,
                new LeasableHosts(reservations.hosts()),
                authenticator,
                policy.over(ComputePolicy.DEFAULTS),
                parts.clock(),
                parts.ids()));
        apis.add(new ImageApi(authenticator, policy.over(ImageApi.DEFAULTS)));
        apis.addAll(deployment.apis());
        apis.add(new MessagesApi(store, authenticator, policy.over(MessagesPolicy.DEFAULTS)));
        apis.add(berth(parts, index, reservations, authenticator, identity, policy));
        apis.add(Health.api(store.database()::isReachable, parts.metrics()::scrape));
        purges.add(compute.purge());
        purges.add(reservations.budgets().purge().handledBy(parts.due()));
        purges.add(reservations.waiting().purge(parts.due()));
        purges.add(reservations.recurring().purge(parts.due()));
        return new Rooms(
                parts, policy, identity, index, reservations.calendars(), compute, deployment,
                HealthWiring.poller(parts, reservations.healths(), deployment.machineHealth(), agents, compute.sightings()), purges, apis);
    }

    /** What Berth has beyond the services whose APIs it speaks. */
    private static Api berth(
            Parts parts,
            LedgerIndex index,
            ReservationRoom reservations,
            Authenticator authenticator,
            Identity identity,
            SitePolicy policies) {
        Map<String, String> rules = new LinkedHashMap<>(ReservationExtras.DEFAULTS);
        rules.putAll(PlacementPolicy.DEFAULTS);
        rules.put(FakeClock.RULE, "role:admin");
        Policy policy = policies.over(rules);
        List<Route> routes = new ArrayList<>(parts.fakeClock().map(FakeClock::routes).orElse(List.of()));
        routes.addAll(PlacementExtras.routes(new PlacementExtras.Parts(
                parts.store(),
                index,
                CandidateSettings.of(parts.config()),
                (start, end) -> HostOutlook.of(
                        reservations.calendars().view(), new Period(start, end), parts.clock().now()),
                policy,
                parts.clock(),
                parts.ids())));
        BudgetedProjects projects =
                parts.config().auth() == BerthConfig.Auth.BUILTIN ? new IdentityProjects(identity) : BudgetedProjects.ANY;
        routes.addAll(ReservationExtras.routes(reservations, projects, policy));
        return new GuardedApi(new PlainApi("berth", "/berth/v1", new RouteTable(routes)), new TokenGate(authenticator), policy);
    }

    private static void measure(Parts parts) {
        parts.metrics().gauge("berth.database.waiting", parts.store().database(), Database::waiting);
        parts.due().onRun(run -> Timer.builder("berth.due.lateness")
                .tag("kind", run.item().kind())
                .publishPercentiles(0.5, 0.99)
                .register(parts.metrics())
                .record(run.lateness()));
    }

    private static Authenticator authenticator(BerthConfig config, Identity identity) {
        return switch (config.auth()) {
            case BUILTIN -> identity.authenticator();
            case NOAUTH -> new NoauthAuthenticator();
            case KEYSTONE -> {
                KeystoneOptions options = new KeystoneOptions(
                        config.keystoneUrl(),
                        config.text(ConfigKey.KEYSTONE_USERNAME),
                        config.text(ConfigKey.KEYSTONE_PASSWORD),
                        config.text(ConfigKey.KEYSTONE_PROJECT),
                        "Default",
                        Optional.empty(),
                        Duration.ofSeconds(config.number(ConfigKey.KEYSTONE_CACHE_SECONDS)),
                        KeystoneOptions.TIMEOUT);
                yield new KeystoneAuthenticator(options, Clock.system());
            }
        };
    }

    List<Api> apis() {
        return apis;
    }

    /**
     * Fills in what a database must hold before requests are served. Safe for several replicas at once.
     *
     * @param made is told of a password that is nowhere else, as soon as it is committed
     */
    Credentials prepare(Consumer<String> made) {
        Instant now = parts.clock().now();
        PlacementRoom.insertStandardNames(parts.store(), now);
        index.start();
        calendars.start();
        parts.store().write(purges.stream().map(Purge::first).toList());
        if (parts.config().auth() == BerthConfig.Auth.KEYSTONE) {
            return Credentials.NONE;
        }
        Optional<String> given = parts.config().given(ConfigKey.ADMIN_PASSWORD);
        if (parts.config().fake()) {
            String password = given.orElseGet(() -> FakePasswords.made(parts.store().database(), parts.ids()));
            identity.bootstrap(Optional.of(password)).withDemoUsers(password).run();
            return new Credentials(Optional.of(password), Optional.of(password), given.isEmpty());
        }
        Optional<String> shown = identity.bootstrap(given).run();
        shown.ifPresent(made);
        return new Credentials(shown.or(() -> given), Optional.empty(), shown.isPresent());
    }

    void start() {
        policy.start();
        deployment.start();
        healthPoller.start();
    }

    void stop() {
        policy.close();
        deployment.close();
        compute.close();
        index.close();
        calendars.close();
    }
}
