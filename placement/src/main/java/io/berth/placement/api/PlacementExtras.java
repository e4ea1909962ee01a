package io.berth.placement.api;

import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.http.Policy;
import io.berth.http.Route;
import io.berth.placement.candidate.api.DuringEndpoint;
import io.berth.placement.candidate.api.ExplainEndpoint;
import io.berth.placement.candidate.search.SearchOptions;
import io.berth.placement.index.LedgerAudit;
import io.berth.placement.index.LedgerIndex;
import io.berth.placement.outlook.Foresight;
import io.berth.store.Store;
import java.util.List;

/** What Berth has about placement that placement does not, for {@code /berth/v1}. */
public final class PlacementExtras {
    private PlacementExtras() {}

    /**
     * What the routes stand on.
     *
     * @param policy knows at least {@link PlacementPolicy#DEFAULTS}
     * @param foresight of whoever plans ahead
     */
    public record Parts(
            Store store, LedgerIndex index, SearchOptions options, Foresight foresight, Policy policy, Clock clock, Ids ids) {}

    public static List<Route> routes(Parts parts) {
        Store store = parts.store();
        LedgerIndex index = parts.index();
        Policy policy = parts.policy();
        DuringEndpoint during =
                new DuringEndpoint(index, parts.foresight(), parts.options(), parts.clock(), parts.ids());
        ExplainEndpoint explain = new ExplainEndpoint(index::world, policy);
        AuditEndpoint audit = new AuditEndpoint(() -> LedgerAudit.of(index, store));
        return List.of(
                Route.db(
                        "GET",
                        "/allocation_candidates",
                        PlacementPolicy.CANDIDATES,
                        during::list,
                        "Find where resources could be allocated for all of a time to come"),
                Route.db(
                        "GET",
                        "/allocation_candidates/explain",
                        PlacementPolicy.EXPLAIN,
                        explain::explain,
                        "Say why a query has candidates or none"),
                Route.db(
                        "GET",
                        "/audit/ledger",
                        PlacementPolicy.AUDIT,
                        audit::ledger,
                        "Compare the ledger in memory with the database"));
    }
}
