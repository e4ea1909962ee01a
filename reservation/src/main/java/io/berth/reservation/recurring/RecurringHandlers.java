package io.berth.reservation.recurring;

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
import io.berth.reservation.recurring.RecurringLeases.Removed;
import io.berth.reservation.recurring.RecurringLeases.Shown;
import io.berth.reservation.recurring.RecurringRefusal.NoSuchRecurringLease;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Recurring leases over HTTP. */
final class RecurringHandlers {
    private final RecurringLeases recurring;
    private final FlavorDirectory flavors;
    private final Idempotency keys;
    private final Policy policy;

    RecurringHandlers(RecurringLeases recurring, FlavorDirectory flavors, Idempotency keys, Policy policy) {
        this.recurring = recurring;
        this.flavors = flavors;
        this.keys = keys;
        this.policy = policy;
    }

    Response list(Call call) {
        List<Shown> found = seesAll(call.caller())
                ? recurring.all()
                : recurring.ofProject(call.caller().projectId().orElse(""));
        ArrayNode array = Json.array();
        found.forEach(shown -> array.add(RecurringCodec.written(shown)));
        return Response.json(200, Map.of("recurring_leases", array));
    }

    private boolean seesAll(Caller caller) {
        return policy.allows(RecurringRoutes.ALL_PROJECTS, caller);
    }

    Response create(Call call) {
        String project = call.caller().projectId().orElseThrow(() ->
                new HttpProblem(403, "A lease is a project's: the token must be for one"));
        Owner owner = new Owner(project, call.caller().userId(), call.request().requestId());
        Supplier<RecurLeases> request = () -> RecurringCodec.read(call.request(), flavors, project);
        if (DryRun.isAsked(call)) {
            return recurring.tryCreating(request.get(), owner).fold(RecurringHandlers::tried, RecurringHandlers::refused);
        }
        return keys.serve(
                call,
                new Idempotency.Answers<RecurringLease>(made -> answer(201, Shown.fresh(made)), RecurringHandlers::refused),
                receipt -> recurring.create(request.get(), owner, receipt));
    }

    private static Response tried(RecurringLease wouldBe) {
        ObjectNode body = Json.object().put(DryRun.PARAMETER, true);
        body.set("recurring_lease", RecurringCodec.written(new Shown(wouldBe, Map.of())));
        return Response.json(200, body);
    }

    Response show(Call call) {
        return permitted(call, shown -> answer(200, shown));
    }

    /** Which leases are gone, and which had started and stay. */
    Response remove(Call call) {
        boolean isDry = DryRun.isAsked(call);
        return permitted(call, shown -> {
            Removed removed = isDry ? RecurringLeases.wouldRemove(shown) : recurring.remove(shown.recurring());
            Map<String, Object> body = new LinkedHashMap<>();
            if (isDry) {
                body.put(DryRun.PARAMETER, true);
            }
            body.put("deleted_leases", removed.deleted());
            body.put("kept_leases", removed.kept());
            return Response.json(200, body);
        });
    }

    /** Other projects' are as if they were not there. */
    private Response permitted(Call call, Function<Shown, Response> serve) {
        String text = call.parameter("recurring_lease_id");
        return Ids.read(text)
                .flatMap(recurring::find)
                .filter(shown -> seesAll(call.caller())
                        || call.caller().projectId().filter(shown.recurring().owner().projectId()::equals).isPresent())
                .map(serve)
                .orElseGet(() -> refused(new NoSuchRecurringLease(text)));
    }

    private static Response answer(int status, Shown shown) {
        return Response.json(status, Map.of("recurring_lease", RecurringCodec.written(shown)));
    }

    private static Response refused(Refusal refusal) {
        return refusal instanceof RecurringRefusal own
                ? switch (own) {
                    case RecurringRefusal.BadRule it -> BerthErrors.of(400, it);
                    case RecurringRefusal.NoSuchRecurringLease it -> BerthErrors.of(404, it);
                    case RecurringRefusal.Overlap it -> BerthErrors.of(409, it);
                    case RecurringRefusal.Conflicts it -> conflicts(it);
                }
                : BerthErrors.of(BlazarErrors.status(refusal), refusal);
    }

    /** The error as always, and one by one what each occurrence would have got. */
    private static Response conflicts(RecurringRefusal.Conflicts refusal) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", 409).put("reason", refusal.code()).put("message", refusal.message());
        body.set("occurrences", RecurringCodec.occurrences(refusal.occurrences(), Map.of()));
        return Response.json(409, body);
    }
}
