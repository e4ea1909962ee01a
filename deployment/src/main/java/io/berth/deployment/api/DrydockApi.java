package io.berth.deployment.api;

import io.berth.http.Api;
import io.berth.http.Authenticator;
import io.berth.http.Call;
import io.berth.http.Caller;
import io.berth.http.HttpProblem;
import io.berth.http.Match;
import io.berth.http.Microversion;
import io.berth.http.Policy;
import io.berth.http.Request;
import io.berth.http.Response;
import io.berth.http.Route;
import io.berth.http.RouteTable;
import java.util.TreeSet;

/**
 * How Drydock speaks: what it checks in which order, its request id on every answer, its error shapes (contract drydock
 * §2, §3). What it serves is in {@link DrydockRoutes}.
 */
public final class DrydockApi implements Api {
    public static final String PREFIX = "/api/v1.0";

    private static final String REQUEST_ID = "X-Drydock-Req";

    private final String name;
    private final String prefix;
    private final RouteTable routes;
    private final Authenticator authenticator;
    private final Policy policy;

    DrydockApi(String name, String prefix, RouteTable routes, Authenticator authenticator, Policy policy) {
        this.name = name;
        this.prefix = prefix;
        this.routes = routes;
        this.authenticator = authenticator;
        this.policy = policy;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String prefix() {
        return prefix;
    }

    @Override
    public RouteTable routes() {
        return routes;
    }

    /** Reports come with doubled and trailing slashes: {@code baclient} adds one to URLs that end with one (contract drydock §21.3). */
    @Override
    public String canonicalPath(String path) {
        if (!path.startsWith("/bootaction") || path.indexOf("//") < 0 && !path.endsWith("/")) {
            return path;
        }
        String single = path.replaceAll("/{2,}", "/");
        return single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
    }

    @Override
    public Response serve(Request request, Match match) {
        return identified(request, switch (match) {
            case Match.Found found -> found(request, found);
            case Match.WrongMethod wrong -> wrongMethod(request, wrong);
            case Match.NoSuchPath nothing -> Errors.framework(404);
        });
    }

    private static Response wrongMethod(Request request, Match.WrongMethod wrong) {
        if (request.method().equals("OPTIONS")) {
            return Response.empty(200).with("Content-Type", "application/json");
        }
        TreeSet<String> allowed = new TreeSet<>(wrong.allowed());
        allowed.add("OPTIONS");
        return Errors.framework(405).with("Allow", String.join(", ", allowed));
    }

    private Response found(Request request, Match.Found found) {
        Route route = found.route();
        if (found.parameters().values().stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            return Errors.framework(404); // Nothing is named so: the database has no such text.
        }
        if (route.isOpen()) {
            return route.handler().handle(call(request, found, Caller.ANONYMOUS));
        }
        return switch (authenticator.authenticate(request)) {
            case Authenticator.Outcome.Known known -> policy.allows(route.rule(), known.caller())
                    ? route.handler().handle(call(request, found, known.caller()))
                    : Errors.service(403, "Forbidden");
            case Authenticator.Outcome.Unknown unknown -> Errors.service(401, "Unauthenticated")
                    .with("WWW-Authenticate", authenticator.challenge(request));
            case Authenticator.Outcome.Unavailable unavailable ->
                Errors.service(503, "The identity service is temporarily unavailable.");
        };
    }

    private static Call call(Request request, Match.Found found, Caller caller) {
        return new Call(request, found.parameters(), caller, Microversion.NONE);
    }

    @Override
    public Response problem(Request request, HttpProblem problem) {
        boolean hasServiceShape = problem.status() < 500 && !request.path().startsWith("/boot");
        return identified(request, hasServiceShape
                ? Errors.service(problem.status(), problem.message())
                : Errors.framework(problem.status(), problem.message()));
    }

    private static Response identified(Request request, Response response) {
        return response.with(REQUEST_ID, request.requestId().replaceFirst("^req-", ""));
    }
}
