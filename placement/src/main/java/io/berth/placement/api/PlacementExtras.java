package io.berth.placement.api;

import io.berth.http.Policy;
import io.berth.http.Route;
import io.berth.placement.candidate.api.ExplainEndpoint;
import io.berth.placement.index.World;
import java.util.List;
import java.util.function.Supplier;

/** What Berth has about placement that placement does not, for {@code /berth/v1}. */
public final class PlacementExtras {
    private PlacementExtras() {}

    /** @param policy knows at least {@link PlacementPolicy#DEFAULTS} */
    public static List<Route> routes(Supplier<World> world, Policy policy) {
        ExplainEndpoint explain = new ExplainEndpoint(world, policy);
        return List.of(Route.db(
                "GET",
                "/allocation_candidates/explain",
                PlacementPolicy.EXPLAIN,
                explain::explain,
                "Say why a query has candidates or none"));
    }
}
