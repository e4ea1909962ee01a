package io.berth.http;

import java.util.Optional;

/** An API of routes with rules and a plain error body, as {@link PlainApi}. Checks token, then route, then rights. */
public final class GuardedApi implements Api {
    private final PlainApi plain;
    private final TokenGate gate;
    private final Policy policy;

    public GuardedApi(PlainApi plain, TokenGate gate, Policy policy) {
        this.plain = plain;
        this.gate = gate;
        this.policy = policy;
    }

    @Override
    public String name() {
        return plain.name();
    }

    @Override
    public String prefix() {
        return plain.prefix();
    }

    @Override
    public RouteTable routes() {
        return plain.routes();
    }

    @Override
    public Response serve(Request request, Match match) {
        if (match instanceof Match.Found found && !found.route().isOpen()) {
            return serve(request, found, gate.check(request));
        }
        return plain.serve(request, match);
    }

    @Override
    public Optional<Response> serveAtOnce(Request request, Match.Found match) {
        return gate.known(request).map(outcome -> serve(request, match, outcome));
    }

    private Response serve(Request request, Match.Found found, TokenGate.Outcome outcome) {
        return switch (outcome) {
            case TokenGate.Outcome.Stopped stopped -> stopped.response();
            case TokenGate.Outcome.Passed passed -> serve(request, found, passed.caller());
        };
    }

    private Response serve(Request request, Match.Found found, Caller caller) {
        Route route = found.route();
        if (!policy.allows(route.rule(), caller)) {
            throw new HttpProblem(403, "Policy doesn't allow " + route.rule() + " to be performed.");
        }
        return route.handler().handle(new Call(request, found.parameters(), caller, Microversion.NONE));
    }

    @Override
    public Response problem(Request request, HttpProblem problem) {
        return plain.problem(request, problem);
    }
}
