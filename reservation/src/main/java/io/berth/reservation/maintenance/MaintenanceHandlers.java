package io.berth.reservation.maintenance;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.base.Refusal;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Idempotency;
import io.berth.http.Json;
import io.berth.http.Response;
import io.berth.reservation.api.BerthErrors;
import io.berth.reservation.api.DryRun;
import io.berth.reservation.maintenance.MaintenanceRefusal.LeasesInTheWay;
import io.berth.reservation.maintenance.MaintenanceRefusal.NoSuchMaintenance;
import io.berth.reservation.refusal.ReservationRefusal.NoSuchHost;
import io.berth.reservation.relocation.Move;
import io.berth.reservation.relocation.MoveWriter;
import io.berth.reservation.relocation.Relocated;
import io.berth.reservation.wire.BerthBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Maintenances over HTTP. */
final class MaintenanceHandlers {
    private final Maintenances maintenances;
    private final Idempotency keys;

    MaintenanceHandlers(Maintenances maintenances, Idempotency keys) {
        this.maintenances = maintenances;
        this.keys = keys;
    }

    Response list(Call call) {
        boolean all = call.request().parameters().last("all").filter(text -> text.equals("true")).isPresent();
        ArrayNode array = Json.array();
        maintenances.all(all).forEach(each -> array.add(maintenance(each)));
        return Response.json(200, Map.of("maintenances", array));
    }

    Response show(Call call) {
        return id(call).flatMap(maintenances::find)
                .map(found -> Response.json(200, Map.of("maintenance", maintenance(found))))
                .orElseGet(() -> unknown(call));
    }

    Response close(Call call) {
        return DryRun.isAsked(call)
                ? tried(maintenances.tryClosing(request(call)))
                : keys.serve(
                        call,
                        new Idempotency.Answers<Closed>(closed -> answer(201, closed), MaintenanceHandlers::refused),
                        receipt -> maintenances.close(request(call), receipt));
    }

    private CloseHosts request(Call call) {
        BerthBody body = BerthBody.of(call, Set.of("hosts", "kind", "start", "end", "reason", "on_conflict"));
        return new CloseHosts(
                hosts(body),
                body.text("kind").flatMap(MaintenanceKind::of)
                        .orElseThrow(() -> new HttpProblem(400, "kind must be maintenance, quarantine or drain")),
                body.time("start", maintenances.now()).orElse(null),
                body.time("end", maintenances.now()).orElse(null),
                body.text("reason").orElse(""),
                onConflict(body),
                call.caller().userId());
    }

    private static List<String> hosts(BerthBody body) {
        if (!body.at("hosts").isArray()) {
            throw new HttpProblem(400, "hosts must be a list of hosts' ids or names");
        }
        List<String> hosts = new ArrayList<>();
        for (JsonNode host : body.at("hosts")) {
            String text = host.isIntegralNumber() ? host.asString() : BerthBody.text(host, "each of hosts");
            if (!hosts.contains(text)) {
                hosts.add(text);
            }
        }
        return hosts;
    }

    private static OnConflict onConflict(BerthBody body) {
        return body.text("on_conflict")
                .map(text -> OnConflict.of(text)
                        .orElseThrow(() -> new HttpProblem(400, "on_conflict must be refuse, move or force")))
                .orElse(OnConflict.REFUSE);
    }

    Response endAt(Call call) {
        BerthBody body = BerthBody.of(call, Set.of("end", "on_conflict"));
        if (body.at("end").isMissingNode()) {
            throw new HttpProblem(400, "say the new end, or null for one that nobody knows yet");
        }
        Instant end = body.time("end", maintenances.now()).orElse(null);
        OnConflict onConflict = onConflict(body);
        return id(call)
                .map(id -> DryRun.isAsked(call)
                        ? tried(maintenances.tryEndingAt(id, end, onConflict))
                        : changed(maintenances.endAt(id, end, onConflict)))
                .orElseGet(() -> unknown(call));
    }

    Response lift(Call call) {
        boolean isDry = DryRun.isAsked(call);
        return id(call)
                .map(id -> isDry ? tried(maintenances.tryLifting(id)) : changed(maintenances.lift(id)))
                .orElseGet(() -> unknown(call));
    }

    private static Optional<UUID> id(Call call) {
        return Ids.read(call.parameter("maintenance_id"));
    }

    private static Response unknown(Call call) {
        return BerthErrors.of(404, new NoSuchMaintenance(call.parameter("maintenance_id")));
    }

    private Response answer(int status, Closed closed) {
        ObjectNode body = Json.object();
        body.set("maintenance", maintenance(closed));
        return Response.json(status, with(body, closed.leases()));
    }

    private Response changed(Decision<Closed> decision) {
        return decision.fold(closed -> answer(200, closed), MaintenanceHandlers::refused);
    }

    /** 200 with what would become of leases, whether or not that would be accepted; a request at fault is refused as it would be. */
    private Response tried(Decision<Closed> decision) {
        return decision.fold(
                closed -> {
                    ObjectNode body = Json.object().put(DryRun.PARAMETER, true).put("possible", true);
                    body.set("maintenance", maintenance(closed));
                    return Response.json(200, with(body, closed.leases()));
                },
                refusal -> refusal instanceof LeasesInTheWay no
                        ? Response.json(200, with(
                                Json.object().put(DryRun.PARAMETER, true).put("possible", false).put("why", no.message()),
                                no.leases()))
                        : refused(refusal));
    }

    /** What moves and notices nothing, and what breaks: it runs, or loses something. */
    private static ObjectNode with(ObjectNode body, List<Relocated> leases) {
        body.set("moves", MoveWriter.moves(leases, Move::isHarmless));
        body.set("breaks", MoveWriter.moves(leases, move -> !move.isHarmless()));
        return body;
    }

    private static Response refused(Refusal refusal) {
        return switch (refusal) {
            case LeasesInTheWay it -> {
                ObjectNode body = Json.object();
                body.set("error", Json.object().put("code", 409).put("reason", it.code()).put("message", it.message()));
                yield Response.json(409, with(body, it.leases()));
            }
            case MaintenanceRefusal.Invalid it -> BerthErrors.of(400, it);
            case NoSuchMaintenance it -> BerthErrors.of(404, it);
            case NoSuchHost it -> BerthErrors.of(404, it);
            default -> BerthErrors.of(409, refusal);
        };
    }

    private ObjectNode maintenance(Closed closed) {
        Maintenance it = closed.maintenance();
        Instant end = it.period().endOrNull();
        Instant lifted = it.liftedAt();
        ObjectNode node = Json.object()
                .put("id", it.id().toString())
                .put("kind", it.kind().text())
                .put("status", it.status(maintenances.now()).name().toLowerCase(Locale.ROOT))
                .put("reason", it.reason())
                .put("start", it.period().start().toString())
                .put("end", end == null ? null : end.toString())
                .put("user_id", it.userId())
                .put("created_at", it.createdAt().toString())
                .put("lifted_at", lifted == null ? null : lifted.toString());
        ArrayNode hosts = node.putArray("hosts");
        closed.hosts().forEach(host -> hosts.add(MoveWriter.host(host)));
        return node;
    }
}
