package io.berth.placement.candidate.api;

import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.http.Call;
import io.berth.http.Query;
import io.berth.http.Response;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.search.SearchOptions;
import io.berth.placement.index.LedgerIndex;
import io.berth.placement.index.World;
import io.berth.placement.outlook.ExpectedWorld;
import io.berth.placement.outlook.Foresight;
import io.berth.placement.wire.Queries;
import io.berth.placement.wire.Responder;
import java.time.Instant;

/**
 * {@code /berth/v1/allocation_candidates}: the query of placement's route, and {@code during}: where resources could be allocated
 * for all of that time. Without {@code during}, where they could be allocated now.
 */
public final class DuringEndpoint {
    private static final String DURING = "during";

    private final LedgerIndex index;
    private final Foresight foresight;
    private final CandidateAnswers answers;
    private final Clock clock;

    public DuringEndpoint(LedgerIndex index, Foresight foresight, SearchOptions options, Clock clock, Ids ids) {
        this.index = index;
        this.foresight = foresight;
        this.answers = new CandidateAnswers(options, ids);
        this.clock = clock;
    }

    /** As placement answers, in the version that the request names, or else the latest. */
    public Response list(Call call) {
        return Responder.respondElsewhere(call.request(), version -> {
            Query given = Queries.read(call);
            CandidateQuery query = CandidateCodec.read(given.without(DURING), version);
            World world = given.last(DURING).map(this::expected).orElseGet(index::world);
            return Response.of(200, "application/json", answers.of(world, query, version));
        });
    }

    private World expected(String during) {
        Instant now = clock.now();
        Interval window = Interval.read(DURING, during, now);
        // A claim that comes or goes in this instant may count or not.
        return ExpectedWorld.of(index.world(), foresight.during(window.start(), window.end()), index::consumer);
    }
}
