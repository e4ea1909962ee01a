package io.berth.reservation.waiting;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.base.Refusal;
import io.berth.http.Call;
import io.berth.http.Caller;
import io.berth.http.HttpProblem;
import io.berth.http.Idempotency;
import io.berth.http.Json;
import io.berth.http.Policy;
import io.berth.http.Response;
import io.berth.reservation.FlavorDirectory;
import io.berth.reservation.api.BerthErrors;
import io.berth.reservation.api.BlazarErrors;
import io.berth.reservation.api.DryRun;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.waiting.WaitingList.Shown;
import io.berth.reservation.waiting.WaitingRefusal.NoSuchWaitingLease;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The waiting list over HTTP. */
final class WaitingHandlers {
    private final WaitingList waiting;
    private final FlavorDirectory flavors;
    private final Idempotency keys;
    private final Policy policy;

    WaitingHandlers(WaitingList waiting, FlavorDirectory flavors, Idempotency keys, Policy policy) {
        this.waiting = waiting;
        this.flavors = flavors;
        this.keys = keys;
        this.policy = policy;
    }

    Response list(Call call) {
        List<Shown> found = seesAll(call.caller())
                ? waiting.all()
                : waiting.ofProject(call.caller().projectId().orElse(""));
        ArrayNode array = Json.array();
        found.forEach(shown -> array.add(WaitingCodec.written(shown)));
        return Response.json(200, Map.of("waiting_leases", array));
    }

    private boolean seesAll(Caller caller) {
        return policy.allows(WaitingRoutes.ALL_PROJECTS, caller);
    }

    Response create(Call call) {
        String project = call.caller().projectId().orElseThrow(() ->
                new HttpProblem(403, "A lease is a project's: the token must be for one"));
        Owner owner = new Owner(project, call.caller().userId(), call.request().requestId());
        Supplier<WaitLease> request = () -> WaitingCodec.read(call.request(), flavors, project);
        if (DryRun.isAsked(call)) {
            return tried(waiting.tryCreating(request.get(), owner));
        }
        return keys.serve(
                call,
                new Idempotency.Answers<Shown>(shown -> answer(201, shown), WaitingHandlers::refused),
                receipt -> waiting.create(request.get(), owner, receipt));
    }

    /** What would be, and how hosts were chosen; or, where it would have to wait, why there are too few for its earliest start. */
    private static Response tried(Decision<Shown> decision) {
        return decision.fold(
                shown -> {
                    ObjectNode body = Json.object().put(DryRun.PARAMETER, true);
                    body.set("waiting_lease", WaitingCodec.written(shown));
                    body.set("explanation", DryRun.steps(decision.explanation()));
                    return Response.json(200, body);
                },
                WaitingHandlers::refused);
    }

    Response show(Call call) {
        return permitted(call, shown -> answer(200, shown));
    }

    Response withdraw(Call call) {
        boolean isDry = DryRun.isAsked(call);
        return permitted(call, shown -> isDry
                ? waiting.tryWithdrawing(shown.entry().id()).fold(WaitingHandlers::wouldBeGone, WaitingHandlers::refused)
                : waiting.withdraw(shown.entry().id()).fold(gone -> Response.empty(204), WaitingHandlers::refused));
    }

    private static Response wouldBeGone(WaitingLease gone) {
        ObjectNode body = Json.object().put(DryRun.PARAMETER, true);
        body.set("waiting_lease", WaitingCodec.written(new Shown(gone, Optional.empty(), Expected.of(gone))));
        return Response.json(200, body);
    }

    /** Other projects' are as if they were not there. */
    private Response permitted(Call call, Function<Shown, Response> serve) {
        String text = call.parameter("waiting_lease_id");
        return Ids.read(text)
                .flatMap(waiting::find)
                .filter(shown -> seesAll(call.caller())
                        || call.caller().projectId().filter(shown.entry().owner().projectId()::equals).isPresent())
                .map(serve)
                .orElseGet(() -> refused(new NoSuchWaitingLease(text)));
    }

    private static Response answer(int status, Shown shown) {
        return Response.json(status, Map.of("waiting_lease", WaitingCodec.written(shown)));
    }

    private static Response refused(Refusal refusal) {
        return BerthErrors.of(
                refusal instanceof WaitingRefusal own
                        ? switch (own) {
                            case WaitingRefusal.NoSuchWaitingLease it -> 404;
                            case WaitingRefusal.WaitingListFull it -> 409;
                            case WaitingRefusal.NotWaiting it -> 409;
                        }
                        : BlazarErrors.status(refusal),
                refusal);
    }
}
