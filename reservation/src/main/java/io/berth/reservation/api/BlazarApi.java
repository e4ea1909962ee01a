package io.berth.reservation.api;

import io.berth.http.Api;
import io.berth.http.Authenticator;
import io.berth.http.Call;
import io.berth.http.Caller;
import io.berth.http.HttpProblem;
import io.berth.http.Idempotency;
import io.berth.http.Match;
import io.berth.http.Microversion;
import io.berth.http.Policy;
import io.berth.http.Request;
import io.berth.http.Response;
import io.berth.http.Route;
import io.berth.http.RouteTable;
import io.berth.http.TokenGate;
import io.berth.reservation.ReservationRoom;
import java.util.Optional;
import java.util.Set;

/**
 * Blazar's API (contract blazar, seed Blazar REST API v1.0), and what of its version 2 is in use (contract blazar §12). Checked in
 * this order: token, route, version, project, policy, then body. Every path may end in {@code .json}.
 */
public final class BlazarApi implements Api {
    public static final String PREFIX = "/reservation";

    private static final String SUFFIX = ".json";

    /** The collections whose suffix comes after a slash; elsewhere {@code .json} alone is somebody's id (contract blazar §2.4). */
    private static final Set<String> AT_A_PREFIX = Set.of("/v1/os-hosts", "/v1/floatingips");

    private static final String NOT_FOUND =
            "The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.";

    private final TokenGate gate;
    private final Policy policy;
    private final RouteTable routes;

    public BlazarApi(ReservationRoom room, Authenticator authenticator, Policy policy) {
        this.gate = new TokenGate(authenticator);
        this.policy = policy;
        Idempotency keys = new Idempotency(room.answers());
        this.routes = BlazarRoutes.table(
                new LeaseHandlers(room.leases(), room.flavors(), policy, keys),
                new HostHandlers(room.hosts(), policy, keys),
                new FloatingIpHandlers(room.floatingIps(), keys));
    }

    @Override
    public String name() {
        return "reservation";
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
    public String canonicalPath(String path) {
        if (!path.endsWith(SUFFIX)) {
            return path;
        }
        String bare = path.substring(0, path.length() - SUFFIX.length());
        if (!bare.endsWith("/")) {
            return bare;
        }
        String collection = bare.substring(0, bare.length() - 1);
        return AT_A_PREFIX.contains(collection) ? collection : path;
    }

    @Override
    public Response serve(Request request, Match match) {
        if (match instanceof Match.Found found && found.route().isOpen()) {
            return found.route().handler().handle(new Call(request, found.parameters(), Caller.ANONYMOUS, Microversion.NONE));
        }
        return switch (gate.check(request)) {
            case TokenGate.Outcome.Stopped stopped -> stopped.response();
            case TokenGate.Outcome.Passed passed -> routed(request, match, passed.caller());
        };
    }

    private Response routed(Request request, Match match, Caller caller) {
        return switch (match) {
            case Match.NoSuchPath nothing -> BlazarErrors.framework(new HttpProblem(404, NOT_FOUND));
            case Match.WrongMethod wrong -> otherMethod(request, wrong, caller);
            case Match.Found found when isOfV2(found.route()) -> permitted(request, found, caller);
            case Match.Found found -> {
                BlazarVersion.check(request);
                yield BlazarVersion.stamp(permitted(request, found, caller));
            }
        };
    }

    /** It knows no microversions (contract blazar §12). */
    private static boolean isOfV2(Route route) {
        return route.path().startsWith("/v2/");
    }

    /** HEAD is GET without its body; OPTIONS tells the methods. */
    private Response otherMethod(Request request, Match.WrongMethod wrong, Caller caller) {
        String allowed = String.join(", ", wrong.allowed());
        if (request.method().equals("HEAD") && wrong.allowed().contains("GET")) {
            return routed(request, routes.match("GET", request.path()), caller).ofHead();
        }
        return request.method().equals("OPTIONS")
                ? BlazarVersion.stamp(Response.of(200, "text/html; charset=utf-8", new byte[0]).with("Allow", allowed))
                : BlazarErrors.framework(new HttpProblem(405, "The method is not allowed for the requested URL."))
                        .with("Allow", allowed);
    }

    private Response permitted(Request request, Match.Found found, Caller caller) {
        Route route = found.route();
        Optional<String> forbidden = ReservationPolicy.stepsTo(route.rule()).stream()
                .filter(rule -> caller.projectId().isEmpty()
                        || !LeaseHandlers.judgesItself(route) && !policy.allows(rule, caller))
                .findFirst();
        if (forbidden.isPresent()) {
            return BlazarErrors.own(403, "Policy doesn't allow " + forbidden.get() + " to be performed");
        }
        try {
            return route.handler().handle(new Call(request, found.parameters(), caller, Microversion.of(1, 0)));
        } catch (HttpProblem problem) {
            return problem(request, problem);
        }
    }

    /** Faults in a body's JSON or type are the framework's, in a parameter Blazar's own. */
    @Override
    public Response problem(Request request, HttpProblem problem) {
        return problem.code().equals(BodyReader.PARAMETER)
                ? BlazarErrors.own(problem.status(), problem.message())
                : BlazarErrors.framework(problem);
    }
}
