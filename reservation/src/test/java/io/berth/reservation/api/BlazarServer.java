package io.berth.reservation.api;

import static io.berth.reservation.Samples.accepted;

import io.berth.base.Ids;
import io.berth.http.Api;
import io.berth.http.GuardedApi;
import io.berth.http.Health;
import io.berth.http.HttpServer;
import io.berth.http.PlainApi;
import io.berth.http.Policy;
import io.berth.http.RouteTable;
import io.berth.http.TokenGate;
import io.berth.placement.Inventory;
import io.berth.placement.Ledger;
import io.berth.placement.PlacementRoom;
import io.berth.placement.RegisterProvider;
import io.berth.reservation.FlavorDirectory.Flavor;
import io.berth.reservation.ReservationRoom;
import io.berth.reservation.Samples;
import io.berth.reservation.budget.BudgetedProjects;
import io.berth.reservation.event.LeaseEffects;
import io.berth.reservation.host.EnrolHost;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.store.DueWork;
import io.berth.testkit.TestAuthenticator;
import io.berth.testkit.TestDatabase;
import io.berth.testkit.TestPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Blazar's API on a database: hosts {@code leased-1} to {@code leased-3} are enrolled, {@code machine-1} and
 * {@code machine-2} are in the ledger. Due work does not run.
 */
final class BlazarServer {
    private static final Ledger LEDGER = new Ledger();

    private static final Map<String, Flavor> FLAVORS = Map.of(
            "2", flavor("2", "m1.small", Map.of()),
            "fast", flavor("fast", "fast", Map.of("trait:CUSTOM_FAST", "required", "resources:VCPU", "2")),
            "odd", flavor("odd", "odd", Map.of("trait:CUSTOM_ODD", "perhaps")));

    private static Flavor flavor(String id, String name, Map<String, String> extraSpecs) {
        return new Flavor(id, name, 1, 256, 20, 0, true, new TreeMap<>(extraSpecs));
    }

    private BlazarServer() {}

    static HttpServer start(TestDatabase db) {
        PlacementRoom.register(db.store());
        PlacementRoom.insertStandardNames(db.store(), db.clock().now());
        ReservationRoom room = ReservationRoom.register(
                db.store(), new DueWork(db.store(), db.clock()), LEDGER, LeaseEffects.NONE,
                (id, project) -> Optional.ofNullable(FLAVORS.get(id)), ReservationOptions.DEFAULTS.withNetworks(Samples.NETWORKS),
                db.clock(), Ids.random());
        for (String name : List.of("leased-1", "leased-2", "leased-3", "machine-1", "machine-2")) {
            machine(db, name);
            if (name.startsWith("leased")) {
                accepted(room.hosts().enrol(new EnrolHost(name, new TreeMap<>())));
            }
        }
        BlazarApi api = new BlazarApi(room, new TestAuthenticator(), policy());
        return HttpServer.start(
                "127.0.0.1", 0, List.of(api, berth(room), Health.api(() -> true, () -> "")), Ids.random(), HttpServer.newMetrics());
    }

    private static Api berth(ReservationRoom room) {
        Policy policy = new TestPolicy(ReservationExtras.DEFAULTS);
        RouteTable routes = new RouteTable(ReservationExtras.routes(room, BudgetedProjects.ANY, policy));
        return new GuardedApi(
                new PlainApi("berth", "/berth/v1", routes), new TokenGate(new TestAuthenticator()), policy);
    }

    private static void machine(TestDatabase db, String name) {
        RegisterProvider.Wanted wanted = new RegisterProvider.Wanted(
                UUID.randomUUID(),
                name,
                new TreeMap<>(Map.of(
                        "VCPU", Inventory.of(8), "MEMORY_MB", Inventory.of(1024), "DISK_GB", Inventory.of(100))),
                new TreeSet<>());
        accepted(db.store().decide(
                tx -> RegisterProvider.view(LEDGER, tx, wanted),
                view -> RegisterProvider.decide(wanted, view, db.clock().now())));
    }

    /** The defaults, without what only contexts inside the real service are. */
    private static Policy policy() {
        Map<String, String> rules = new LinkedHashMap<>(ReservationPolicy.DEFAULTS);
        rules.put("admin", "role:admin");
        return new TestPolicy(rules);
    }
}
