package io.berth.reservation.api;

import io.berth.http.Call;
import io.berth.http.Idempotency;
import io.berth.http.Json;
import io.berth.http.Policy;
import io.berth.http.Query;
import io.berth.http.Response;
import io.berth.reservation.Hosts;
import io.berth.reservation.host.Host;
import io.berth.reservation.host.RemoveHost;
import io.berth.reservation.property.UpdateProperty;
import io.berth.reservation.refusal.ReservationRefusal.NoSuchHost;
import io.berth.reservation.wire.HostWriter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Hosts over HTTP (contract blazar §10). */
final class HostHandlers {
    private final Hosts hosts;
    private final Policy policy;
    private final Idempotency keys;

    HostHandlers(Hosts hosts, Policy policy, Idempotency keys) {
        this.hosts = hosts;
        this.policy = policy;
        this.keys = keys;
    }

    Response list(Call call) {
        ArrayNode array = Json.array();
        hosts.all().forEach(host -> array.add(HostWriter.host(host)));
        return Response.json(200, Map.of("hosts", array));
    }

    Response show(Call call) {
        return hosts.find(call.parameter("host_id"))
                .map(host -> wrapped(200, host))
                .orElseGet(() -> noSuchHost(call));
    }

    /** A bare array (contract blazar §12). */
    Response listOfV2(Call call) {
        ArrayNode array = Json.array();
        hosts.all().forEach(host -> array.add(HostWriter.hostOfV2(host)));
        return Response.json(200, array);
    }

    /** A bare object; ids are numbers there, in the text of the error too. */
    Response showOfV2(Call call) {
        String id = call.parameter("host_id");
        return hosts.find(id)
                .map(host -> Response.json(200, HostWriter.hostOfV2(host)))
                .orElseGet(() -> id.matches("\\d+")
                        ? BlazarErrors.own(404, "Object with {'host_id': " + id + "} not found")
                        : noSuchHost(call));
    }

    private static Response wrapped(int status, Host host) {
        return Response.json(status, Map.of("host", HostWriter.host(host)));
    }

    private static Response noSuchHost(Call call) {
        return BlazarErrors.of(new NoSuchHost(call.parameter("host_id")));
    }

    Response enrol(Call call) {
        return switch (HostReader.enrol(BodyReader.object(call.request()))) {
            case HostReader.Enrolment.Unnamed unnamed -> BlazarErrors.of(unnamed.refusal());
            case HostReader.Enrolment.Named named -> keys.serve(
                    call,
                    new Idempotency.Answers<Host>(host -> wrapped(201, host), BlazarErrors::of),
                    receipt -> hosts.enrol(named.request(), receipt));
        };
    }

    /** A request in the seed's wrapper is answered in the seed's form too: the host's keys also stand at the top. */
    Response update(Call call) {
        ObjectNode body = BodyReader.object(call.request());
        boolean isWrapped = HostReader.isWrapped(body);
        return hosts.update(HostReader.update(call.parameter("host_id"), body))
                .fold(
                        host -> {
                            ObjectNode answer = isWrapped ? HostWriter.host(host) : Json.object();
                            answer.set("host", HostWriter.host(host));
                            return Response.json(200, answer);
                        },
                        BlazarErrors::of);
    }

    Response remove(Call call) {
        return hosts.remove(new RemoveHost(call.parameter("host_id")))
                .fold(gone -> Response.empty(204).with("Content-Type", "application/json"), BlazarErrors::of);
    }

    Response allocations(Call call) {
        Hosts.Allocations found = search(call);
        ArrayNode array = Json.array();
        found.hosts().forEach(host -> array.add(HostWriter.allocation(host, found.allocations())));
        return Response.json(200, Map.of("allocations", array));
    }

    Response allocation(Call call) {
        Hosts.Allocations found = search(call);
        return found.hosts().stream()
                .filter(host -> Long.toString(host.number()).equals(call.parameter("host_id")))
                .findFirst()
                .map(host -> Response.json(200, Map.of("allocation", HostWriter.allocation(host, found.allocations()))))
                .orElseGet(() -> noSuchHost(call));
    }

    private Hosts.Allocations search(Call call) {
        Query query = call.request().parameters();
        return hosts.allocations(id(query, "lease_id"), id(query, "reservation_id"));
    }

    /** What is no uuid names nothing: the nil uuid finds nothing. */
    private static Optional<UUID> id(Query query, String name) {
        return query.last(name).filter(text -> !text.isEmpty()).map(text -> {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException noUuid) {
                return new UUID(0, 0);
            }
        });
    }

    /** Any text counts as yes, as in Blazar (contract blazar §10.6). */
    Response properties(Call call) {
        Query query = call.request().parameters();
        boolean inDetail = query.last("detail").filter(text -> !text.isEmpty()).isPresent();
        boolean all = query.last("all").filter(text -> !text.isEmpty()).isPresent()
                && policy.allows(ReservationPolicy.ADMIN, call.caller());
        ArrayNode array = Json.array();
        hosts.properties().stream()
                .filter(seen -> all || !seen.property().isPrivate())
                .forEach(seen -> array.add(HostWriter.property(seen, inDetail)));
        return Response.json(200, Map.of("resource_properties", array));
    }

    Response updateProperty(Call call) {
        JsonNode isPrivate = BodyReader.object(call.request()).path("private");
        if (!isPrivate.isMissingNode() && !isPrivate.isBoolean()) {
            throw BodyReader.malformed("private");
        }
        UpdateProperty request = new UpdateProperty(
                call.parameter("property"), isPrivate.isMissingNode() ? null : isPrivate.booleanValue());
        return hosts.update(request)
                .fold(
                        property -> Response.json(200, Map.of("resource_property", HostWriter.property(property))),
                        BlazarErrors::of);
    }
}
