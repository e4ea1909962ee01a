package io.berth.http;

/** Another API, but for what a test makes different. */
abstract class DelegatingApi implements Api {
    private final Api other;

    DelegatingApi(Api other) {
        this.other = other;
    }

    @Override
    public final String name() {
        return other.name();
    }

    @Override
    public final String prefix() {
        return other.prefix();
    }

    @Override
    public final RouteTable routes() {
        return other.routes();
    }

    @Override
    public final Response serve(Request request, Match match) {
        return other.serve(request, match);
    }

    @Override
    public Response problem(Request request, HttpProblem problem) {
        return other.problem(request, problem);
    }
}
