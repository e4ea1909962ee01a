package io.berth.http;

import io.berth.base.AtOnce;
import java.util.List;
import java.util.Optional;

/** Knows a caller from memory where the query begins with {@code known}; answers which way it was served. */
final class HalfKnownCallersApi extends DelegatingApi {
    HalfKnownCallersApi() {
        super(new PlainApi("guarded", "/guarded", new RouteTable(List.of(
                Route.index("GET", "/index", "some:rule", HalfKnownCallersApi::way, "Served at once if possible"),
                Route.db("GET", "/db", "some:rule", HalfKnownCallersApi::way, "Never served at once")))));
    }

    private static Response way(Call call) {
        if (call.request().query().endsWith("refuse")) {
            throw new HttpProblem(400, AtOnce.isDemanded() ? "refused at once" : "refused late");
        }
        if (call.request().query().endsWith("bug")) {
            throw new IllegalStateException("planted");
        }
        return Response.text(200, AtOnce.isDemanded() ? "at once" : Thread.currentThread().isVirtual() ? "virtual" : "other");
    }

    @Override
    public Optional<Response> serveAtOnce(Request request, Match.Found match) {
        return request.query().startsWith("known") ? Optional.of(serve(request, match)) : Optional.empty();
    }
}
