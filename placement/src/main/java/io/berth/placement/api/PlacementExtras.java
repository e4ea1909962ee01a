package io.berth.placement.api;

import io.berth.http.Policy;
import io.berth.http.Route;
import io.berth.placement.candidate.api.ExplainEndpoint;
import io.berth.placement.index.LedgerAudit;
import io.berth.placement.index.LedgerIndex;
import io.berth.store.Store;
import java.util.List;

/** What Berth has about placement that placement does not, for {@code /berth/v1}. */
public final class PlacementExtras {
    private PlacementExtras() {}

    /** @param policy knows at least {@link PlacementPolicy#DEFAULTS} */
    public static List<Route> routes(Store store, LedgerIndex index, Policy policy) {
        ExplainEndpoint explain = new ExplainEndpoint(index::world, policy);
        AuditEndpoint audit = new AuditEndpoint(() -> LedgerAudit.of(index, store));
        return List.of(
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
