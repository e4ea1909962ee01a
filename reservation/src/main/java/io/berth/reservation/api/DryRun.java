package io.berth.reservation.api;

import io.berth.base.Decision;
import io.berth.base.Explanation;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Response;
import io.berth.reservation.wire.LeaseWriter;
import io.berth.reservation.lease.Lease;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code ?dry_run=true} on a write of a lease: the decision that would be made now, and how it came about, and nothing is written.
 * Blazar ignores the parameter, as any that it does not know.
 */
public final class DryRun {
    public static final String PARAMETER = "dry_run";

    private DryRun() {}

    public static boolean isAsked(Call call) {
        return call.request().parameters().last(PARAMETER).map(text -> switch (text) {
            case "true", "True", "1", "" -> true;
            case "false", "False", "0" -> false;
            default -> throw new HttpProblem(400, BodyReader.PARAMETER, "Malformed parameter " + PARAMETER + " (true or false)");
        }).orElse(false);
    }

    public static ArrayNode steps(Explanation explanation) {
        ArrayNode steps = Json.array();
        explanation.steps().forEach(step -> steps.add(Json.object()
                .put("constraint", step.constraint())
                .put("removed", step.removed())
                .put("left", step.left())));
        return steps;
    }

    /** 200 with the lease as it would be, or the refusal that a real request would get; its message explains itself. */
    static Response answer(Decision<Lease> decision) {
        return decision.fold(
                lease -> {
                    ObjectNode body = Json.object().put(PARAMETER, true);
                    body.set("lease", LeaseWriter.lease(lease));
                    body.set("explanation", steps(decision.explanation()));
                    return Response.json(200, body);
                },
                BlazarErrors::of);
    }
}
