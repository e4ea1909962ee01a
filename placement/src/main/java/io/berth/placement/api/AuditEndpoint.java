package io.berth.placement.api;

import io.berth.http.Call;
import io.berth.http.Json;
import io.berth.http.Response;
import io.berth.placement.index.LedgerAudit;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares what this replica holds in memory with the database. It reads the whole ledger, so one at a time. */
final class AuditEndpoint {
    private final Supplier<LedgerAudit> audit;
    private final Semaphore turn = new Semaphore(1);

    AuditEndpoint(Supplier<LedgerAudit> audit) {
        this.audit = audit;
    }

    /** 200 whether or not something is wrong: {@code {"clean", "providers", "consumers", "differences", "over_capacity"}}. */
    Response ledger(Call call) {
        turn.acquireUninterruptibly();
        try {
            return Response.json(200, body(audit.get()));
        } finally {
            turn.release();
        }
    }

    private static ObjectNode body(LedgerAudit audit) {
        ObjectNode body = Json.object();
        body.put("clean", audit.isClean());
        body.put("providers", audit.providers());
        body.put("consumers", audit.consumers());
        ArrayNode differences = body.putArray("differences");
        audit.differences().forEach(it -> differences
                .addObject()
                .put("subject", it.subject())
                .put("in_database", it.inDatabase())
                .put("in_memory", it.inIndex()));
        ArrayNode over = body.putArray("over_capacity");
        audit.overCapacity().forEach(it -> over.addObject()
                .put("resource_provider", it.provider().toString())
                .put("resource_class", it.resourceClass())
                .put("used", it.used())
                .put("capacity", it.capacity()));
        return body;
    }
}
