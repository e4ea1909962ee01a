package io.berth.compute.api;

import io.berth.compute.server.Server;
import io.berth.compute.server.ServerState;
import io.berth.http.Call;
import io.berth.http.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Servers as JSON, keys in the order of the service that clients know (contract nova-external-events §8.5).
 *
 * <ul>
 *   <li>2.3: what else operators see (reservation_id, launch_index …)
 *   <li>2.9: locked; 2.73: locked_reason
 *   <li>2.16: host_status, for operators
 *   <li>2.19: description; 2.26: tags; 2.63: trusted_image_certificates
 *   <li>2.47: the flavor's sizes in place of a link
 *   <li>2.71: server_groups, when shown alone
 *   <li>2.90: hostname for everyone
 *   <li>2.96: pinned_availability_zone; 2.98: properties of the image; 2.100: scheduler_hints
 * </ul>
 */
final class ServerCodec {
    private static final Set<String> WITH_PROGRESS = Set.of("ACTIVE", "BUILD");
    private static final String ZONE = "nova";
    private static final String ATTRIBUTE = "OS-EXT-SRV-ATTR:";

    private ServerCodec() {}

    static ObjectNode created(Call call, Server server) {
        ObjectNode body = Json.object().put("id", server.id().toString());
        body.set("links", links(call, server));
        body.put("OS-DCF:diskConfig", "MANUAL");
        body.set("security_groups", groups(server));
        return body;
    }

    static ObjectNode brief(Call call, Server server) {
        ObjectNode body = Json.object().put("id", server.id().toString()).put("name", server.name());
        body.set("links", links(call, server));
        return body;
    }

    /** @param seesAll whether the caller sees what concerns operators only */
    static ObjectNode full(Call call, Server server, boolean seesAll, boolean isAlone) {
        ObjectNode body = Json.object();
        identity(body, call, server);
        lifecycle(body, server, seesAll);
        if (seesAll) {
            operators(body, call, server);
        }
        body.put("OS-EXT-STS:task_state", server.state().taskState().orElse(null))
                .put("OS-EXT-STS:vm_state", server.state().vmState())
                .put("OS-EXT-STS:power_state", server.state().powerState());
        body.putArray("os-extended-volumes:volumes_attached");
        later(body, call, server, seesAll, isAlone);
        return body;
    }

    private static void identity(ObjectNode body, Call call, Server server) {
        body.put("id", server.id().toString())
                .put("name", server.name())
                .put("status", server.state().status())
                .put("tenant_id", server.projectId())
                .put("user_id", server.userId());
        body.set("metadata", Json.tree(server.attributes().metadata()));
        body.put("hostId", hostId(server));
        image(body, call, server.image());
        body.set("flavor", FlavorCodec.embedded(call, server.flavor()));
        body.put("created", Times.seconds(server.times().created()))
                .put("updated", Times.seconds(server.times().updated()));
        body.putObject("addresses");
        body.put("accessIPv4", "").put("accessIPv6", "");
        body.set("links", links(call, server));
        body.put("OS-DCF:diskConfig", "MANUAL");
    }

    private static void image(ObjectNode body, Call call, Optional<String> image) {
        if (image.isEmpty()) {
            body.put("image", "");
            return;
        }
        ObjectNode node = body.putObject("image").put("id", image.get());
        node.putArray("links").add(Links.bookmark(call, "/images/" + image.get()));
        if (call.version().isAtLeast(2, 98)) {
            node.putObject("properties");
        }
    }

    private static void lifecycle(ObjectNode body, Server server, boolean seesAll) {
        server.fault().filter(fault -> server.state().equals(ServerState.ERROR)).ifPresent(fault -> {
            ObjectNode node = body.putObject("fault")
                    .put("code", fault.code())
                    .put("created", Times.seconds(fault.at()))
                    .put("message", fault.message());
            if (seesAll) {
                node.put("details", fault.message());
            }
        });
        if (WITH_PROGRESS.contains(server.state().status())) {
            body.put("progress", 0);
        }
        body.put("OS-EXT-AZ:availability_zone", server.host().isPresent() ? ZONE : "")
                .put("config_drive", server.attributes().hasConfigDrive() ? "True" : "")
                .put("key_name", server.attributes().keyName().orElse(null))
                .put("OS-SRV-USG:launched_at", server.times().launched().map(Times::micros).orElse(null))
                .put("OS-SRV-USG:terminated_at", server.times().deleted().map(Times::micros).orElse(null));
        if (server.host().isPresent()) {
            body.set("security_groups", groups(server));
        }
    }

    private static void operators(ObjectNode body, Call call, Server server) {
        String host = server.host().map(Server.Host::name).orElse(null);
        body.put(ATTRIBUTE + "host", host)
                .put(ATTRIBUTE + "instance_name", "instance-%08x".formatted(server.ordinal()))
                .put(ATTRIBUTE + "hypervisor_hostname", host);
        if (call.version().isAtLeast(2, 3)) {
            body.put(ATTRIBUTE + "reservation_id", "r-%08x".formatted(server.ordinal()))
                    .put(ATTRIBUTE + "launch_index", 0)
                    .put(ATTRIBUTE + "hostname", server.attributes().hostname())
                    .put(ATTRIBUTE + "kernel_id", "")
                    .put(ATTRIBUTE + "ramdisk_id", "")
                    .putNull(ATTRIBUTE + "root_device_name")
                    .put(ATTRIBUTE + "user_data", server.attributes().userData().orElse(null));
        }
    }

    /** What newer versions add. */
    private static void later(ObjectNode body, Call call, Server server, boolean seesAll, boolean isAlone) {
        if (call.version().isAtLeast(2, 16) && seesAll) {
            body.put("host_status", server.host().isPresent() ? "UP" : "");
        }
        if (call.version().isAtLeast(2, 9)) {
            body.put("locked", false);
        }
        if (call.version().isAtLeast(2, 73)) {
            body.putNull("locked_reason");
        }
        if (call.version().isAtLeast(2, 19)) {
            body.put("description", server.attributes().description().orElse(null));
        }
        if (call.version().isAtLeast(2, 26)) {
            body.set("tags", Json.tree(server.attributes().tags()));
        }
        if (call.version().isAtLeast(2, 63)) {
            body.putNull("trusted_image_certificates");
        }
        if (call.version().isAtLeast(2, 90) && !seesAll) {
            body.put(ATTRIBUTE + "hostname", server.attributes().hostname());
        }
        if (call.version().isAtLeast(2, 71) && isAlone) {
            body.putArray("server_groups");
        }
        if (call.version().isAtLeast(2, 96)) {
            body.putNull("pinned_availability_zone");
        }
        if (call.version().isAtLeast(2, 100)) {
            body.set("scheduler_hints",
                    Json.read(server.attributes().schedulerHints().getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static ArrayNode links(Call call, Server server) {
        return Links.selfAndBookmark(call, "/servers/" + server.id());
    }

    private static ArrayNode groups(Server server) {
        ArrayNode groups = Json.array();
        server.attributes().securityGroups().forEach(name -> groups.addObject().put("name", name));
        return groups;
    }

    /** Tells a project's users whether two servers share a host, and nothing else about it. */
    static String hostId(Server server) {
        return server.host().map(host -> sha224(server.projectId() + host.name())).orElse("");
    }

    private static String sha224(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-224").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
