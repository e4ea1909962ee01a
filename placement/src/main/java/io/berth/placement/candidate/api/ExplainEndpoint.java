package io.berth.placement.candidate.api;

import io.berth.http.Call;
import io.berth.http.Policy;
import io.berth.http.Response;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.explain.ExplainCandidates;
import io.berth.placement.index.World;
import io.berth.placement.wire.Responder;
import java.util.function.Supplier;

/** {@code /berth/v1/allocation_candidates/explain}: the query of the candidates' route, answered with why. */
public final class ExplainEndpoint {
    private static final String MAY_SEE_PROVIDERS = "placement:resource_providers:list";

    private final Supplier<World> world;
    private final Policy policy;

    /** @param policy knows placement's rules */
    public ExplainEndpoint(Supplier<World> world, Policy policy) {
        this.world = world;
        this.policy = policy;
    }

    /** 404 below 1.10, as there are no candidates to be explained; {@code limit} has no effect. */
    public Response explain(Call call) {
        boolean namesProviders = policy.allows(MAY_SEE_PROVIDERS, call.caller());
        return Responder.respondElsewhere(call.request(), version -> {
            CandidateQuery query =
                    CandidateCodec.read(new Call(call.request(), call.parameters(), call.caller(), version));
            World now = world.get();
            CandidateNames.check(now, query);
            return Response.json(200, new ExplanationWriter(namesProviders).write(ExplainCandidates.explain(now, query)));
        });
    }
}
