package io.berth.acceptance.harness;

import io.berth.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Leases as a user makes and watches them. */
public final class Leases {
    public static final String PATH = "/reservation/v1/leases";

    /** The external network of {@code --fake}: 172.24.4.0/24, of which addresses from .128 on can be reserved. */
    public static final String NETWORK = "5f2b6d0e-9c0c-4a8b-8a53-3f1d7c9e2a10";

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
    private static final Duration DEPLOYED = Duration.ofSeconds(60);

    private Leases() {}

    /** Berth's time, which is not the system's. */
    public static Instant now(Session anyone) {
        return Instant.parse(anyone.get("/berth/v1/clock").expect(200).text("/now"));
    }

    /** As requests have it. */
    public static String minute(Instant time) {
        return MINUTES.format(time);
    }

    /** The body that asks for one named host. */
    public static Map<String, Object> of(String name, String host, String start, String end) {
        return Map.of(
                "name", name,
                "start_date", start,
                "end_date", end,
                "reservations", List.of(Map.of(
                        "resource_type", "physical:host",
                        "min", 1,
                        "max", 1,
                        "hypervisor_properties", "[\"==\", \"$hypervisor_hostname\", \"" + host + "\"]",
                        "resource_properties", "")),
                "events", List.of());
    }

    public static JsonNode awaitStatus(Session user, String lease, String status) {
        Await.untilAsserted(DEPLOYED, () -> {
            JsonNode shown = user.get(PATH + "/" + lease).expect(200).json().path("lease");
            if (!shown.path("status").asString().equals(status)) {
                throw new AssertionError("the lease is not " + status + ": " + shown);
            }
        });
        return user.get(PATH + "/" + lease).expect(200).json().path("lease");
    }

    /** The names of all hosts, sorted. */
    public static List<String> hosts(Session admin) {
        return admin.get("/reservation/v1/os-hosts").expect(200).json().path("hosts").valueStream()
                .map(host -> host.path("hypervisor_hostname").asString())
                .sorted()
                .toList();
    }

    /** Those that the site's design gives a boot action which reports. */
    public static List<String> storageHosts(Session admin) {
        return hosts(admin).stream().filter(host -> host.contains("-sto")).toList();
    }

    /** The top-level deployments that have this host among theirs. */
    public static List<JsonNode> deploymentsOf(Session admin, String host) {
        return admin.get("/api/v1.0/tasks").expect(200).json().valueStream()
                .filter(task -> task.path("action").asString().equals("deploy_nodes"))
                .filter(task -> task.path("parent_task_id").isNull())
                .filter(task -> task.path("node_filter").toString().contains("\"" + host + "\""))
                .toList();
    }

    /** Waits until the host has a deployment in this state, and gives it. */
    public static JsonNode awaitDeployment(Session admin, String host, String status) {
        Await.untilAsserted(DEPLOYED, () -> {
            List<JsonNode> deployments = deploymentsOf(admin, host);
            if (deployments.stream().noneMatch(task -> task.path("status").asString().equals(status))) {
                throw new AssertionError("no deployment of " + host + " is " + status + ": " + deployments.stream()
                        .map(task -> admin.get("/api/v1.0/tasks/" + task.path("task_id").asString() + "?layers=-1").body())
                        .toList());
            }
        });
        return deploymentsOf(admin, host).stream()
                .filter(task -> task.path("status").asString().equals(status))
                .findFirst().orElseThrow();
    }

    /** Where the simulated site serves the design with which it was enrolled. */
    public static String designRef(Session admin) {
        Optional<String> found = admin.get("/api/v1.0/tasks").expect(200).json().valueStream()
                .map(task -> task.path("design_ref").asString(""))
                .filter(reference -> reference.endsWith("/site.yaml"))
                .findFirst();
        return found.orElseThrow(() -> new AssertionError("no task tells the site's design_ref"));
    }

    /** Plants a fault in a simulated machine; an empty plan heals it. */
    public static void fault(Session admin, String host, Map<String, Object> plan) {
        String site = designRef(admin).replaceFirst("/site\\.yaml$", "");
        admin.put(site + "/machines/" + host + "/faults", plan).expect(200);
    }
}
