package io.berth.placement.candidate.api;

import io.berth.http.Call;
import io.berth.http.Response;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.search.Candidate;
import io.berth.placement.candidate.search.CandidateSearch;
import io.berth.placement.candidate.search.SearchOptions;
import io.berth.placement.index.World;
import io.berth.placement.wire.LedgerAccess;
import io.berth.placement.wire.Replies;
import java.util.List;
import java.util.Optional;

/** {@code /allocation_candidates}. */
public final class CandidateEndpoints {
    private final LedgerAccess ledger;
    private final SearchOptions options;

    public CandidateEndpoints(LedgerAccess ledger, SearchOptions options) {
        this.ledger = ledger;
        this.options = options;
    }

    public Response list(Call call) {
        CandidateQuery query = CandidateCodec.read(call);
        World world = ledger.world();
        List<Candidate> candidates = CandidateNames.check(world, query) ? search(world, query) : List.of();
        byte[] body = CandidateWriter.write(world, query, candidates, call.version());
        return Replies.cached(call, Response.of(200, "application/json", body), Optional.of(ledger.now()));
    }

    private List<Candidate> search(World world, CandidateQuery query) {
        SearchOptions seeded = options.order() == SearchOptions.Order.STABLE
                ? options
                : options.withSeed(ledger.ids().uuid().getLeastSignificantBits());
        return CandidateSearch.of(world, query, seeded).found();
    }
}
