package io.berth.placement.candidate.api;

import io.berth.http.Call;
import io.berth.http.Response;
import io.berth.placement.candidate.search.SearchOptions;
import io.berth.placement.wire.LedgerAccess;
import io.berth.placement.wire.Replies;
import java.util.Optional;

/** {@code /allocation_candidates}. */
public final class CandidateEndpoints {
    private final LedgerAccess ledger;
    private final CandidateAnswers answers;

    public CandidateEndpoints(LedgerAccess ledger, SearchOptions options) {
        this.ledger = ledger;
        this.answers = new CandidateAnswers(options, ledger.ids());
    }

    public Response list(Call call) {
        byte[] body = answers.of(ledger.world(), CandidateCodec.read(call), call.version());
        return Replies.cached(call, Response.of(200, "application/json", body), Optional.of(ledger.now()));
    }
}
