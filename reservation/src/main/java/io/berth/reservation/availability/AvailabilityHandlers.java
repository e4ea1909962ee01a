package io.berth.reservation.availability;

import io.berth.base.Ids;
import io.berth.base.Refusal;
import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.Policy;
import io.berth.http.Query;
import io.berth.http.Response;
import io.berth.reservation.api.BerthErrors;
import io.berth.reservation.api.DryRun;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.floatingip.FloatingIpRefusal;
import io.berth.reservation.host.Host;
import io.berth.reservation.refusal.ReservationRefusal;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The calendar's questions over HTTP. */
final class AvailabilityHandlers {
    private final Availability availability;
    private final Policy policy;

    AvailabilityHandlers(Availability availability, Policy policy) {
        this.availability = availability;
        this.policy = policy;
    }

    Response free(Call call) {
        Query query = AvailabilityReader.known(call.request().parameters(), AvailabilityReader.FREE);
        Period window = AvailabilityReader.window(query, availability.now());
        return availability.free(AvailabilityReader.requirements(query), window).fold(
                found -> {
                    ObjectNode body = during(window).put("free", found.hosts().size());
                    body.set("hosts", hosts(found.hosts()));
                    body.set("explanation", DryRun.steps(found.explanation()));
                    return Response.json(200, body);
                },
                AvailabilityHandlers::refused);
    }

    Response next(Call call) {
        Query query = AvailabilityReader.known(call.request().parameters(), AvailabilityReader.WISH);
        Availability.Wish wish = AvailabilityReader.wish(query, availability.now());
        return availability.next(wish).fold(
                found -> {
                    ObjectNode body = Json.object();
                    ArrayNode windows = body.putArray("windows");
                    found.windows().forEach(window -> windows.add(window(window)));
                    body.put("searched_until", wish.within().end().toString());
                    body.set("explanation", DryRun.steps(found.explanation()));
                    return Response.json(200, body);
                },
                AvailabilityHandlers::refused);
    }

    private static ObjectNode window(Availability.Window window) {
        ObjectNode node = Json.object()
                .put("start", window.starts().earliest().toString())
                .put("end", window.end().toString())
                .put("latest_start", window.starts().latest().toString());
        node.set("hosts", hosts(window.hosts()));
        return node;
    }

    Response calendar(Call call) {
        Query query = AvailabilityReader.known(call.request().parameters(), AvailabilityReader.TIMES);
        Period window = AvailabilityReader.window(query, availability.now());
        return availability.calendar(call.parameter("host_id"), window).fold(
                shown -> {
                    ObjectNode body = during(window);
                    body.set("host", host(shown.host()).put("reservable", shown.host().reservable()));
                    ArrayNode taken = body.putArray("taken");
                    shown.taken().forEach(each -> taken.add(taken(call, each)));
                    return Response.json(200, body);
                },
                AvailabilityHandlers::refused);
    }

    /** Only to those who may know who has what: to the others there is no such lease. */
    Response ofLease(Call call) {
        String lease = call.parameter("lease_id");
        return Ids.read(lease)
                .flatMap(availability::hostsOf)
                .filter(found -> mayKnow(call, found.projectId()))
                .map(found -> {
                    ObjectNode body = Json.object().put("lease_id", lease);
                    ArrayNode hosts = body.putArray("hosts");
                    found.hosts().forEach(held -> hosts.add(held(held)));
                    return Response.json(200, body);
                })
                .orElseGet(() -> refused(new ReservationRefusal.NoSuchLease(lease)));
    }

    private static ObjectNode held(HeldHost held) {
        return Json.object()
                .put("id", Long.toString(held.number()))
                .put("name", held.name())
                .put("reservation_id", held.reservationId().toString())
                .put("slots", held.slots())
                .put("start", held.period().start().toString())
                .put("end", held.period().end().toString());
    }

    ObjectNode taken(Call call, Taken taken) {
        ObjectNode node = during(taken.period())
                .put("kind", taken.kind().name().toLowerCase(Locale.ROOT))
                .put("shared", taken.isShared());
        taken.lease()
                .filter(lease -> mayKnow(call, lease.projectId()))
                .ifPresent(lease -> node.set("lease", Json.object()
                        .put("id", lease.leaseId())
                        .put("name", lease.leaseName())
                        .put("project_id", lease.projectId())));
        taken.closing()
                .filter(closing -> policy.allows(AvailabilityRoutes.HOLDERS, call.caller()))
                .ifPresent(closing -> node.set("maintenance", Json.object()
                        .put("id", closing.maintenanceId())
                        .put("reason", closing.reason())));
        return node;
    }

    /** Whether the caller may know what leases of the project have. */
    boolean mayKnow(Call call, String projectId) {
        return policy.allows(AvailabilityRoutes.HOLDERS, call.caller())
                || call.caller().projectId().filter(projectId::equals).isPresent();
    }

    static ObjectNode during(Period period) {
        return Json.object()
                .put("start", period.start().toString())
                .put("end", period.isOpen() ? null : period.end().toString());
    }

    private static ArrayNode hosts(List<Host> hosts) {
        ArrayNode array = Json.array();
        hosts.forEach(host -> array.add(host(host)));
        return array;
    }

    private static ObjectNode host(Host host) {
        return Json.object().put("id", Long.toString(host.number())).put("name", host.name());
    }

    static Response refused(Refusal refusal) {
        boolean isMissing = refusal instanceof ReservationRefusal.NoSuchHost
                || refusal instanceof ReservationRefusal.NoSuchLease
                || refusal instanceof FloatingIpRefusal.NoSuchFloatingIp;
        return BerthErrors.of(isMissing ? 404 : 400, refusal);
    }
}
