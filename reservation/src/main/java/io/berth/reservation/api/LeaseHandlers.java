package io.berth.reservation.api;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.http.Call;
import io.berth.http.Caller;
import io.berth.http.Idempotency;
import io.berth.http.Policy;
import io.berth.http.Response;
import io.berth.http.Route;
import io.berth.reservation.FlavorDirectory;
import io.berth.reservation.Leases;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.refusal.ReservationRefusal.NoSuchLease;
import io.berth.reservation.wire.LeaseWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Leases over HTTP (contract blazar §6). */
final class LeaseHandlers {
    /** What the answer of PUT says whatever the lease's status is: clients wait for it to become another (contract blazar §6.4). */
    private static final String UPDATING = "UPDATING";

    private final Leases leases;
    private final FlavorDirectory flavors;
    private final Policy policy;
    private final Idempotency keys;
    private final WrittenLeases written = new WrittenLeases();

    LeaseHandlers(Leases leases, FlavorDirectory flavors, Policy policy, Idempotency keys) {
        this.leases = leases;
        this.flavors = flavors;
        this.policy = policy;
        this.keys = keys;
    }

    /** Routes of one lease ask about that lease's project, so they look it up before they judge. */
    static boolean judgesItself(Route route) {
        return route.path().endsWith("/leases/{lease_id}");
    }

    /** Administrators see all projects' leases, everyone else their project's. */
    Response list(Call call) {
        Caller caller = call.caller();
        List<Lease> found = policy.allows(ReservationPolicy.ADMIN, caller)
                ? leases.all()
                : leases.ofProject(caller.projectId().orElse(""));
        return written.list(found);
    }

    Response create(Call call) {
        Owner owner = new Owner(
                call.caller().projectId().orElse(""), call.caller().userId(), call.request().requestId());
        // Read where it is needed only: what was answered once is answered again though a flavor be gone since.
        Supplier<CreateLease> request =
                () -> LeaseReader.create(BodyReader.object(call.request()), flavors, owner.projectId());
        if (DryRun.isAsked(call)) {
            return DryRun.answer(leases.tryCreating(request.get(), owner));
        }
        return keys.serve(
                call,
                new Idempotency.Answers<Lease>(
                        lease -> Response.json(201, Map.of("lease", LeaseWriter.lease(lease))), BlazarErrors::of),
                receipt -> leases.create(request.get(), owner, receipt));
    }

    Response show(Call call) {
        return permitted(call, ReservationPolicy.LEASES_GET, written::one);
    }

    Response update(Call call) {
        return permitted(call, ReservationPolicy.LEASES_PUT, lease -> {
            UpdateLease request = LeaseReader.update(BodyReader.object(call.request()), lease);
            if (DryRun.isAsked(call)) {
                return DryRun.answer(leases.tryUpdating(lease.id(), request));
            }
            return leases.update(lease.id(), request)
                    .fold(
                            updated -> Response.json(200, Map.of("lease", LeaseWriter.lease(updated, UPDATING))),
                            BlazarErrors::of);
        });
    }

    /** No body, and yet a content type (seed Blazar 2.5). */
    Response delete(Call call) {
        return permitted(call, ReservationPolicy.LEASES_DELETE, lease -> DryRun.isAsked(call)
                // Whoever may delete a lease can: nothing stands in the way.
                ? DryRun.answer(Decision.accept(List.of(), lease))
                : leases.delete(lease.id())
                        .fold(gone -> Response.empty(204).with("Content-Type", "application/json"), BlazarErrors::of));
    }

    /** Contract blazar §3: the lease is looked up, then reading it is judged, then what is to be done with it. */
    private Response permitted(Call call, String rule, Function<Lease, Response> serve) {
        Optional<Lease> found = Ids.read(call.parameter("lease_id")).flatMap(leases::find);
        String project = found.map(Lease::projectId).orElse(call.caller().projectId().orElse(""));
        String user = found.map(Lease::userId).orElse(call.caller().userId());
        Map<String, String> target = Map.of("project_id", project, "user_id", user);
        for (String each : List.of(ReservationPolicy.LEASES_GET, rule)) {
            if (!policy.allows(each, call.caller(), target)) {
                return BlazarErrors.own(403, "Policy doesn't allow " + each + " to be performed");
            }
            if (found.isEmpty()) {
                return BlazarErrors.of(new NoSuchLease(call.parameter("lease_id")));
            }
        }
        return serve.apply(found.orElseThrow());
    }
}
