package io.berth.reservation.api;

import io.berth.http.Call;
import io.berth.http.Idempotency;
import io.berth.http.Json;
import io.berth.http.Response;
import io.berth.reservation.floatingip.FloatingIpRefusal.NoSuchFloatingIp;
import io.berth.reservation.floatingip.FloatingIp;
import io.berth.reservation.floatingip.FloatingIps;
import io.berth.reservation.floatingip.RegisterFloatingIp;
import io.berth.reservation.floatingip.RemoveFloatingIp;
import io.berth.reservation.wire.FloatingIpWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Addresses over HTTP (contract blazar §11). */
final class FloatingIpHandlers {
    private static final String NETWORK = "floating_network_id";
    private static final String ADDRESS = "floating_ip_address";

    private final FloatingIps floatingIps;
    private final Idempotency keys;

    FloatingIpHandlers(FloatingIps floatingIps, Idempotency keys) {
        this.floatingIps = floatingIps;
        this.keys = keys;
    }

    Response list(Call call) {
        ArrayNode array = Json.array();
        floatingIps.all().forEach(each -> array.add(FloatingIpWriter.floatingIp(each)));
        return Response.json(200, Map.of("floatingips", array));
    }

    Response show(Call call) {
        return floatingIps.find(call.parameter("floatingip_id"))
                .map(found -> Response.json(200, Map.of("floatingip", FloatingIpWriter.floatingIp(found))))
                .orElseGet(() -> BlazarErrors.of(new NoSuchFloatingIp(call.parameter("floatingip_id"))));
    }

    Response register(Call call) {
        ObjectNode body = BodyReader.object(call.request());
        String absent = List.of(NETWORK, ADDRESS).stream().filter(key -> !body.has(key)).collect(Collectors.joining(","));
        if (!absent.isEmpty()) {
            throw BodyReader.missing(absent);
        }
        RegisterFloatingIp request = new RegisterFloatingIp(
                BodyReader.text(body.path(NETWORK), NETWORK), BodyReader.text(body.path(ADDRESS), ADDRESS));
        return keys.serve(
                call,
                new Idempotency.Answers<FloatingIp>(
                        made -> Response.json(201, Map.of("floatingip", FloatingIpWriter.registered(made))), BlazarErrors::of),
                receipt -> floatingIps.register(request, receipt));
    }

    Response remove(Call call) {
        return floatingIps.remove(new RemoveFloatingIp(call.parameter("floatingip_id")))
                .fold(gone -> Response.empty(204).with("Content-Type", "application/json"), BlazarErrors::of);
    }
}
