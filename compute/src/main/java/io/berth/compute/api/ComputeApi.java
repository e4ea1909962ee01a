package io.berth.compute.api;

import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.compute.DedicatedHosts;
import io.berth.http.Api;
import io.berth.http.Authenticator;
import io.berth.http.Call;
import io.berth.http.Caller;
import io.berth.http.FaultBody;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Match;
import io.berth.http.Microversion;
import io.berth.http.Policy;
import io.berth.http.Request;
import io.berth.http.Response;
import io.berth.http.RouteTable;
import io.berth.http.TokenGate;
import io.berth.placement.Ledger;
import io.berth.store.Store;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The compute API as far as Berth has servers and external events (contract nova-external-events). Checked in this order (§1):
 * size, token, route, version, media type, JSON, project of the path, schema, policy.
 */
public final class ComputeApi implements Api {
    static final String PROJECT = "project_id";

    private static final String PREFIX = "/compute";

    /** {@code [oslo_middleware]/max_request_body_size} (contract nova-external-events §1). */
    private static final int BODY_BYTES_MAX = 114_688;

    /** What may stand for a project in a path; of anything else there is no route. */
    private static final Pattern PROJECT_FORM = Pattern.compile("[0-9a-fA-F-]+");

    private static final String UNEXPECTED = "Unexpected API Error. Please report this at http://bugs.launchpad.net/nova/ "
            + "and attach the Nova API log if possible.";

    private final TokenGate gate;
    private final RouteTable routes;

    /** @param dedicated where only servers of reservations may land */
    public ComputeApi(
            Store store,
            Ledger ledger,
            DedicatedHosts dedicated,
            Authenticator authenticator,
            Policy policy,
            Clock clock,
            Ids ids) {
        this.gate = new TokenGate(authenticator);
        this.routes = ComputeRoutes.table(
                new EventHandlers(store, policy, clock, ids),
                new ServerHandlers(store, ledger, dedicated, policy, clock, ids),
                new ActionHandlers(store, policy),
                new FlavorHandlers(store, policy));
    }

    @Override
    public String name() {
        return "compute";
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public RouteTable routes() {
        return routes;
    }

    @Override
    public int bodyBytesMax() {
        return BODY_BYTES_MAX;
    }

    @Override
    public Response serve(Request request, Match match) {
        return withRequestId(request, route(request, match));
    }

    private Response route(Request request, Match match) {
        if (announcedBytes(request) > BODY_BYTES_MAX) {
            return tooLarge();
        }
        if (match instanceof Match.Found found && found.route().isOpen()) {
            return found.route()
                    .handler()
                    .handle(new Call(request, found.parameters(), Caller.ANONYMOUS, Microversion.NONE));
        }
        if (!isLegacy(request) && !request.path().startsWith("/v2.1/")) {
            return ComputeDiscovery.choices(request);
        }
        return switch (gate.check(request)) {
            case TokenGate.Outcome.Stopped stopped -> stopped.response();
            case TokenGate.Outcome.Passed passed -> behindGate(request, match, passed.caller());
        };
    }

    private Response behindGate(Request request, Match match, Caller caller) {
        if (!(match instanceof Match.Found found)
                || !PROJECT_FORM.matcher(found.parameters().getOrDefault(PROJECT, "-")).matches()) {
            return unrouted(request);
        }
        if (isLegacy(request)) {
            return operate(new Call(request, found.parameters(), caller, ComputeVersions.MIN), found);
        }
        return switch (ComputeVersions.negotiate(request)) {
            case ComputeVersions.Outcome.Refused refused -> refused.response();
            case ComputeVersions.Outcome.Agreed agreed -> ComputeVersions.stamped(
                    operate(new Call(request, found.parameters(), caller, agreed.version()), found), agreed.version());
        };
    }

    private static Response operate(Call call, Match.Found found) {
        try {
            if (!call.request().method().equals("POST")) {
                requireOwnProject(call);
            }
            return found.route().handler().handle(call);
        } catch (HttpProblem problem) {
            return problem.status() == 413 ? tooLarge() : fault(problem.status(), problem.message());
        }
    }

    /** The project in the path, where there is one, must be the token's. */
    static void requireOwnProject(Call call) {
        Optional<String> inPath = Optional.ofNullable(call.parameters().get(PROJECT));
        String own = call.caller().projectId().orElse("None");
        if (inPath.isPresent() && !inPath.get().equals(own)) {
            throw new HttpProblem(400, "Malformed request URL: URL's project_id '" + inPath.get()
                    + "' doesn't match Context's project_id '" + own + "'");
        }
    }

    private static long announcedBytes(Request request) {
        return request.headers()
                .first("Content-Length")
                .filter(length -> length.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    /** What the size filter in front of the service says. */
    private static Response tooLarge() {
        return Response.text(413, "413 Request Entity Too Large\n\nRequest is too large. Larger than "
                + "max_request_body_size (" + BODY_BYTES_MAX + ").\n\n   ");
    }

    /** What the router in front of the service says, in JSON to those who ask for it. */
    private static Response unrouted(Request request) {
        boolean json = request.headers().first("Accept").filter(accept -> accept.contains("application/json")).isPresent();
        return json
                ? Response.json(404, Json.object()
                        .put("message", "The resource could not be found.<br /><br />\n\n\n")
                        .put("code", "404 Not Found")
                        .put("title", "Not Found"))
                : Response.text(404, "404 Not Found\n\nThe resource could not be found.\n\n   ");
    }

    @Override
    public Response problem(Request request, HttpProblem problem) {
        Response response = problem.status() == 413
                ? tooLarge()
                : fault(problem.status(), problem.status() == 500 ? UNEXPECTED : problem.message());
        return withRequestId(request, response);
    }

    static Response fault(int status, String message) {
        return FaultBody.of(status, message).with("Content-Type", "application/json; charset=UTF-8");
    }

    private static Response withRequestId(Request request, Response response) {
        return response.with("X-Compute-Request-Id", request.requestId());
    }

    /** Whether the request is for the API of old, which has no microversions. */
    static boolean isLegacy(Request request) {
        return request.path().startsWith("/v2/");
    }

    /** What absolute links begin with. */
    static String base(Request request) {
        return request.origin() + PREFIX;
    }
}
