package io.berth.placement.api;

import io.berth.http.Call;
import io.berth.http.Response;
import io.berth.placement.wire.LedgerAccess;
import io.berth.placement.wire.Replies;
import java.util.List;
import java.util.Map;

/** The version document, for everybody (contract placement §6). */
final class RootEndpoint {
    private final LedgerAccess ledger;

    RootEndpoint(LedgerAccess ledger) {
        this.ledger = ledger;
    }

    /** The link is empty on purpose: clients take the address that they used. */
    Response show(Call call) {
        Map<String, Object> version = Map.of(
                "id", "v1.0",
                "max_version", PlacementApi.MAX.toString(),
                "min_version", PlacementApi.MIN.toString(),
                "status", "CURRENT",
                "links", List.of(Map.of("rel", "self", "href", "")));
        return Replies.json(call, Map.of("versions", List.of(version)), ledger.now());
    }
}
