package io.berth.deployment.api;

import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Refusal;
import io.berth.deployment.boot.BootContext;
import io.berth.deployment.boot.BootData;
import io.berth.deployment.boot.BootRefusal;
import io.berth.deployment.boot.BootStore;
import io.berth.deployment.boot.PlannedAction;
import io.berth.deployment.boot.ReportBootAction.Detail;
import io.berth.deployment.boot.ReportBootAction.Report;
import io.berth.deployment.boot.ReportBootAction;
import io.berth.deployment.design.document.BootAction.AssetType;
import io.berth.http.Authenticator;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Request;
import io.berth.http.Response;
import io.berth.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code bootdata} and {@code bootaction}: for deploying nodes, which prove themselves with their key (contract drydock
 * §4.12, §4.13).
 */
final class BootHandlers {
    static final String KEY = "X-Bootaction-Key";
    private static final Set<String> OWN_FIELDS = Set.of("message", "error");
    private static final Set<String> REPORT_FIELDS = Set.of("status", "details");

    private final Store store;
    private final Clock clock;
    private final BootData bootData;
    private final Authenticator authenticator;

    BootHandlers(Store store, Clock clock, BootData bootData, Authenticator authenticator) {
        this.store = store;
        this.clock = clock;
        this.bootData = bootData;
        this.authenticator = authenticator;
    }

    private record Planned(BootContext context, List<PlannedAction> actions) {}

    Response units(Call call) {
        return archive(call, AssetType.UNIT);
    }

    Response files(Call call) {
        return archive(call, AssetType.FILE);
    }

    private Response archive(Call call, AssetType type) {
        String hostname = call.parameter("hostname");
        Optional<Planned> planned = store.database().read(handle -> BootStore.ofNode(handle, hostname)
                .map(context -> new Planned(context, BootStore.actionsOf(handle, List.of(context.task())))));
        if (planned.isEmpty()) {
            return refused(call.request(), new BootRefusal.UnknownNode(hostname));
        }
        Optional<BootRefusal> refusal = ReportBootAction.refusal(planned.get().context().key(), key(call.request()));
        if (refusal.isPresent()) {
            return refused(call.request(), refusal.get());
        }
        return switch (bootData.archive(planned.get().context(), planned.get().actions(), type)) {
            case BootData.Made.Failed failed -> refused(call.request(), failed.why());
            case BootData.Made.Bytes bytes -> Response.of(200, "application/gzip", bytes.bytes())
                    .with("Content-Disposition", attachment(hostname, type));
        };
    }

    private static String attachment(String hostname, AssetType type) {
        String name = hostname.replaceAll("[^A-Za-z0-9._-]", "_");
        return "attachment; filename=\"" + name + "-" + type.wireName() + ".tar.gz\"";
    }

    static String key(Request request) {
        return request.headers().first(KEY).orElse("");
    }

    Response report(Call call) {
        String id = call.parameter("action_id");
        String key = key(call.request());
        Optional<Report> report = read(call.request());
        Decision<PlannedAction> decision = store.decide(
                tx -> ReportBootAction.view(tx, id),
                view -> ReportBootAction.decide(id, key, report, view, clock.now()));
        return decision.fold(BootHandlers::reported, refusal -> refused(call.request(), refusal));
    }

    private static Response reported(PlannedAction action) {
        return Response.json(200, Json.object()
                .put("node_name", action.nodeName())
                .put("action_id", action.id())
                .put("action_name", action.name())
                .put("task_id", action.task().toString())
                .put("action_status", action.status().wireName()));
    }

    /** The report that the body is; absent where it is none, for whatever reason. */
    private static Optional<Report> read(Request request) {
        try {
            JsonNode body = Bodies.object(request);
            if (!REPORT_FIELDS.containsAll(body.propertyNames())) {
                return Optional.empty();
            }
            return Optional.of(new Report(status(body.path("status")), details(body.path("details"))));
        } catch (HttpProblem noReport) {
            if (noReport.status() == 413) {
                throw noReport;
            }
            return Optional.empty();
        }
    }

    private static Optional<PlannedAction.Status> status(JsonNode status) {
        if (status.isMissingNode()) {
            return Optional.empty();
        }
        return switch (status.isString() ? status.asString() : "") {
            case "Success", "success" -> Optional.of(PlannedAction.Status.SUCCESS);
            case "Failure", "failure" -> Optional.of(PlannedAction.Status.FAILURE);
            default -> throw new HttpProblem(400, "status is Success or Failure");
        };
    }

    private static List<Detail> details(JsonNode details) {
        List<Detail> read = new ArrayList<>();
        if (details.isMissingNode()) {
            return read;
        }
        if (!details.isArray()) {
            throw new HttpProblem(400, "details is a list");
        }
        for (JsonNode detail : details) {
            if (!detail.path("message").isString() || !detail.path("error").isBoolean()) {
                throw new HttpProblem(400, "a detail has a message and an error");
            }
            ObjectNode extra = Json.object();
            detail.properties().stream()
                    .filter(field -> !OWN_FIELDS.contains(field.getKey()))
                    .forEach(field -> extra.set(field.getKey(), field.getValue()));
            read.add(new Detail(detail.path("message").asString(), detail.path("error").asBoolean(), Json.text(extra)));
        }
        return read;
    }

    private Response refused(Request request, Refusal refusal) {
        return switch ((BootRefusal) refusal) {
            case BootRefusal.UnknownNode it -> Errors.framework(404, it.message());
            case BootRefusal.UnknownAction it -> Errors.framework(404);
            case BootRefusal.NoKey it -> Errors.framework(401, "Unauthorized", it.message())
                    .plus("WWW-Authenticate", "Bootaction-Key")
                    .plus("WWW-Authenticate", authenticator.challenge(request));
            case BootRefusal.WrongKey it -> Errors.framework(403, "Unauthorized", it.message());
            case BootRefusal.BadReport it -> Errors.framework(400, it.message());
            case BootRefusal.Finalized it -> Errors.framework(409, it.message());
            case BootRefusal.TooMuch it -> Errors.framework(413, it.message());
            // The node asks again after a 5xx: an artifact server that is down may be up then.
            case BootRefusal.NotRendered it -> Errors.framework(502, it.message());
        };
    }
}
