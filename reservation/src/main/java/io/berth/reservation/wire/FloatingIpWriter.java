package io.berth.reservation.wire;

import io.berth.http.Json;
import io.berth.reservation.floatingip.FloatingIp;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Addresses on the wire (contract blazar §11). */
public final class FloatingIpWriter {
    private FloatingIpWriter() {}

    public static ObjectNode floatingIp(FloatingIp address) {
        return floatingIp(address, WireTime::stamp);
    }

    /** The answer to a POST, where times are in the long form, other than elsewhere (contract blazar §4). */
    public static ObjectNode registered(FloatingIp address) {
        return floatingIp(address, WireTime::date);
    }

    private static ObjectNode floatingIp(FloatingIp address, Function<Instant, @Nullable String> time) {
        return Json.object()
                .put("id", address.id().toString())
                .put("floating_network_id", address.networkId())
                .put("subnet_id", address.subnetId())
                .put("floating_ip_address", address.address().toString())
                .put("reservable", true)
                .put("created_at", time.apply(address.createdAt()))
                .putNull("updated_at");
    }
}
