package io.berth.acceptance.harness;

import io.berth.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Situations that more than one test needs, brought about over HTTP. Each takes a host of its own. */
public final class Scenes {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Scenes() {}

    /** A lease and the deployment that its start asked for. */
    public record Deployed(String leaseId, String reservationId, String requestId, String taskId) {}

    /** A server on a leased host. */
    public record Placed(String serverId, String portId, String reservationId) {}

    /** Leases a host from now on, for a day; returns when it is deployed. */
    public static Deployed leaseNow(Session admin, Session user, String name, String host) {
        Answer created = user.post(Leases.PATH, Leases.of(
                        name, host, "now", Leases.minute(Leases.now(user).plus(Duration.ofDays(1)))))
                .expect(201);
        String lease = created.text("/lease/id");
        Leases.awaitStatus(user, lease, "ACTIVE");
        String task = Leases.awaitDeployment(admin, host, "complete").path("task_id").asString();
        return new Deployed(lease, created.text("/lease/reservations/0/id"), created.header("X-Openstack-Request-Id"), task);
    }

    /** Leases a host whose boot action fails; returns when its owner has been told. */
    public static Deployed failedDeployment(Session admin, Session user, String host) {
        Leases.fault(admin, host, Map.of("boot_action_failure", "disk bay 3 is empty"));
        Deployed failure = leaseNow(admin, user, "failed-" + host, host);
        Leases.fault(admin, host, Map.of());
        Session volume = user.version("volume", "3.5");
        Await.until("the owner is told about task " + failure.taskId(), PATIENCE, () -> volume.get(
                        "/volume/v3/" + user.projectId() + "/messages?resource_uuid=" + failure.taskId())
                .expect(200).json().path("messages").size() > 0);
        return failure;
    }

    /** Leases a host and puts a server there, which then waits for its network port. */
    public static Placed serverOnLease(Session admin, Session user, String host) {
        Deployed lease = leaseNow(admin, user, "server-on-" + host, host);
        String port = UUID.randomUUID().toString();
        String id = createServer(user, "server-on-" + host, port, lease.reservationId());
        Await.until("server " + id + " has a host", PATIENCE, () -> !user.get("/compute/v2.1/servers/" + id)
                .expect(200).json().at("/server/hostId").asString("").isEmpty());
        return new Placed(id, port, lease.reservationId());
    }

    /** Asks for a server on the hosts of a reservation; of one that is none, there are no hosts. */
    public static String createServer(Session user, String name, String port, String reservation) {
        String flavor = user.get("/compute/v2.1/flavors").expect(200).text("/flavors/0/id");
        Map<String, Object> server = Map.of(
                "name", name, "imageRef", "", "flavorRef", flavor, "networks", List.of(Map.of("port", port)));
        return user.post("/compute/v2.1/servers", Map.of(
                        "server", server, "os:scheduler_hints", Map.of("reservation", reservation)))
                .expect(202).text("/server/id");
    }
}
