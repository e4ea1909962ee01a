package io.berth.http;

import java.util.Map;

/** An API of open routes with a plain error body, {@code {"error": {"code", "message"}}}: for what belongs to no OpenStack service. */
public record PlainApi(String name, String prefix, RouteTable routes) implements Api {
    @Override
    public Response serve(Request request, Match match) {
        return switch (match) {
            case Match.Found found ->
                found.route().handler().handle(new Call(request, found.parameters(), Caller.ANONYMOUS, Microversion.NONE));
            case Match.WrongMethod wrong ->
                problem(request, new HttpProblem(405, request.method() + " is not possible here"))
                        .with("Allow", String.join(", ", wrong.allowed()));
            case Match.NoSuchPath nothing ->
                problem(request, new HttpProblem(404, "nothing is served at " + request.path()));
        };
    }

    @Override
    public Response problem(Request request, HttpProblem problem) {
        return Response.json(
                problem.status(), Map.of("error", Map.of("code", problem.status(), "message", problem.message())));
    }
}
