package io.berth.reservation.health;

import io.berth.base.Decision;
import io.berth.base.Refusal;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Response;
import io.berth.reservation.api.BerthErrors;
import io.berth.reservation.api.DryRun;
import io.berth.reservation.health.HostHealths.Known;
import io.berth.reservation.relocation.MoveWriter;
import io.berth.reservation.wire.BerthBody;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Hosts' health over HTTP. */
final class HealthHandlers {
    private final HostHealths healths;

    HealthHandlers(HostHealths healths) {
        this.healths = healths;
    }

    Response failed(Call call) {
        ArrayNode array = Json.array();
        healths.failed().forEach(known -> array.add(health(known)));
        return Response.json(200, Map.of("hosts", array));
    }

    Response show(Call call) {
        return healths.show(call.parameter("host_id"))
                .fold(known -> Response.json(200, Map.of("health", health(known))), HealthHandlers::refused);
    }

    Response report(Call call) {
        BerthBody body = BerthBody.of(call, Set.of("status", "reason"));
        HealthStatus status = body.text("status")
                .flatMap(HealthStatus::of)
                .orElseThrow(() -> new HttpProblem(400, "status must be failed or healthy"));
        ReportHealth report = new ReportHealth(
                call.parameter("host_id"), status, body.text("reason").orElse(""), HostHealth.OPERATOR);
        boolean isDry = DryRun.isAsked(call);
        Decision<Known> decision = isDry ? healths.tryReporting(report) : healths.report(report);
        return decision.fold(
                known -> {
                    ObjectNode answer = Json.object();
                    if (isDry) {
                        answer.put(DryRun.PARAMETER, true);
                    }
                    answer.set("health", health(known));
                    answer.set("leases", MoveWriter.moves(known.healed(), any -> true));
                    return Response.json(200, answer);
                },
                HealthHandlers::refused);
    }

    private static ObjectNode health(Known known) {
        ObjectNode node = Json.object();
        node.set("host", MoveWriter.host(known.host()));
        return node.put("status", known.health().status().text())
                .put("reason", known.health().reason())
                .put("source", known.health().source())
                .put("since", known.health().since().toString())
                .put("reservable", known.host().reservable());
    }

    /** The only thing that can be wrong by now is the host. */
    private static Response refused(Refusal refusal) {
        return BerthErrors.of(404, refusal);
    }
}
