package io.berth.reservation.audit;

import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Response;
import io.berth.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /berth/v1/audit/leases}. It reads all bookings, so one at a time. */
public final class AuditRoutes {
    static final String AUDIT = "berth:audit:leases";

    public static final Map<String, String> DEFAULTS = Map.of(AUDIT, "role:admin");

    /** How long something may be due before it counts as overdue, unless the question says otherwise. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LeaseAudit audit;
    private final Semaphore turn = new Semaphore(1);

    private AuditRoutes(LeaseAudit audit) {
        this.audit = audit;
    }

    public static List<Route> of(LeaseAudit audit) {
        return List.of(Route.db(
                "GET", "/audit/leases", AUDIT, new AuditRoutes(audit)::leases, "Look whether all that must hold of leases holds"));
    }

    /** 200 whether or not something is wrong: {@code {"clean", "at", "checks": [{"check", "promise", "findings": [{"subject", "what"}]}]}}. */
    private Response leases(Call call) {
        Duration patience = call.request().parameters().last("overdue_seconds").map(AuditRoutes::seconds).orElse(PATIENCE);
        turn.acquireUninterruptibly();
        try {
            return Response.json(200, body(audit.run(patience)));
        } finally {
            turn.release();
        }
    }

    private static Duration seconds(String text) {
        if (!text.matches("\\d{1,6}")) {
            throw new HttpProblem(400, "overdue_seconds must be a whole number up to 999999");
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }

    private static ObjectNode body(LeaseAudit.Report report) {
        ObjectNode body = Json.object();
        body.put("clean", report.isClean());
        body.put("at", report.at().toString());
        ArrayNode checks = body.putArray("checks");
        report.findings().forEach((check, findings) -> {
            ObjectNode node = checks.addObject();
            node.put("check", check.code());
            node.put("promise", check.promise());
            node.put("is_complete", findings.size() < LeaseAudit.FINDINGS_MAX);
            ArrayNode list = node.putArray("findings");
            findings.forEach(it -> list.addObject().put("subject", it.subject()).put("what", it.what()));
        });
        return body;
    }
}
