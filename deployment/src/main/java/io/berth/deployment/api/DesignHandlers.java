package io.berth.deployment.api;

import io.berth.base.Clock;
import io.berth.deployment.design.CompiledDesign;
import io.berth.deployment.filter.NodeFilter;
import io.berth.deployment.filter.NodeSelection;
import io.berth.deployment.reference.Designs;
import io.berth.deployment.reference.LoadedDesign;
import io.berth.deployment.validation.DesignValidator;
import io.berth.deployment.validation.ValidationReport;
import io.berth.deployment.validation.rule.PlatformOffer;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Request;
import io.berth.http.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** {@code validatedesign} and {@code nodefilter}: each reads the design anew (contract drydock §4.11, §4.14). */
final class DesignHandlers {
    private final Designs designs;
    private final Supplier<PlatformOffer> offer;
    private final Clock clock;

    DesignHandlers(Designs designs, Supplier<PlatformOffer> offer, Clock clock) {
        this.designs = designs;
        this.offer = offer;
        this.clock = clock;
    }

    Response validate(Call call) {
        Optional<String> reference = Bodies.text(validationBody(call.request()), "href");
        if (reference.isEmpty()) {
            return Errors.service(400, "The \"href\" key must be provided in the request body.");
        }
        return switch (designs.loadOnce(reference.get())) {
            case LoadedDesign.Unreachable unreachable ->
                Response.json(400, StatusCodec.unreachable(unreachable.reason(), 400, clock.now()));
            case LoadedDesign.Read read -> {
                ValidationReport report = DesignValidator.validate(read.site(), offer.get());
                yield Response.json(report.code(), StatusCodec.report(report, clock.now()));
            }
        };
    }

    private static JsonNode validationBody(Request request) {
        if (request.body().isEmpty()) {
            throw new HttpProblem(400, "Request body must not be empty for validation.");
        }
        if (!Bodies.isJson(request)) {
            throw new HttpProblem(400, "Requires application/json payload");
        }
        try {
            return Json.read(request.body().bytes());
        } catch (HttpProblem malformed) {
            throw new HttpProblem(
                    400, DrydockApi.PREFIX + request.path() + ": Invalid JSON in body: " + malformed.message());
        }
    }

    Response filter(Call call) {
        JsonNode body = Bodies.object(call.request());
        Optional<String> reference = Bodies.text(body, "design_ref");
        if (reference.isEmpty()) {
            return Errors.service(400, "Missing input required value: design_ref");
        }
        LoadedDesign loaded = designs.loadOnce(reference.get());
        if (!(loaded instanceof LoadedDesign.Read read) || !(read.compiled() instanceof CompiledDesign.Compiled compiled)) {
            return Response.json(200, List.of());
        }
        return switch (NodeFilter.parse(body.path("node_filter")).select(compiled.design())) {
            case NodeSelection.Selected selected -> Response.json(200, selected.names());
            case NodeSelection.NoList nothing ->
                Errors.service(400, "The node_filter names no criterion to select nodes by.");
            case NodeSelection.Refused refused -> Errors.service(400, refused.reason());
        };
    }

    /** The storage behind it was removed from the real service, and no client asks any more (contract drydock §4.15). */
    static Response gone(Call call) {
        return Errors.service(410, "Designs are not stored here; name one by its design_ref.");
    }
}
