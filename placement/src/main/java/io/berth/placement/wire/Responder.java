package io.berth.placement.wire;

import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Match;
import io.berth.http.Microversion;
import io.berth.http.Request;
import io.berth.http.Response;
import io.berth.placement.value.PythonInt;
import java.util.Optional;
import java.util.function.Function;

/** Agrees on the version, lets the request be served, and gives whatever comes out its version headers (contract placement §3.2). */
public final class Responder {
    public static final Microversion MIN = VersionHeader.MIN;
    public static final Microversion MAX = VersionHeader.MAX;

    private static final String VARY = "openstack-api-version";

    private Responder() {}

    public static Response respond(Request request, Function<Microversion, Response> serve) {
        Microversion version;
        try {
            version = VersionHeader.of(request);
        } catch (VersionHeader.Rejected rejected) {
            return ErrorBodies.render(
                    request,
                    rejected.status(),
                    PlacementProblem.UNDEFINED,
                    String.valueOf(rejected.getMessage()),
                    Optional.empty());
        }
        try {
            checkType(request);
            return headers(serve.apply(version), version, true);
        } catch (PlacementProblem problem) {
            return headers(render(request, problem, version), version, problem.isFromHandler());
        } catch (HttpProblem problem) {
            return headers(
                    render(request, PlacementProblem.of(problem.status(), problem.message()), version), version, true);
        }
    }

    /**
     * Serves what another API offers in placement's terms: the version that the request names, or else the latest, and problems
     * as that API words them.
     */
    public static Response respondElsewhere(Request request, Function<Microversion, Response> serve) {
        try {
            return serve.apply(VersionHeader.of(request, MAX));
        } catch (VersionHeader.Rejected rejected) {
            throw new HttpProblem(rejected.status(), String.valueOf(rejected.getMessage()));
        } catch (PlacementProblem problem) {
            throw new HttpProblem(problem.status(), problem.message());
        }
    }

    private static Response render(Request request, PlacementProblem problem, Microversion version) {
        return ErrorBodies.render(request, problem.status(), problem.code(), problem.message(), Optional.of(version));
    }

    private static Response headers(Response response, Microversion version, boolean varies) {
        if (response.headers().has(VersionHeader.NAME)) {
            return response;
        }
        Response versioned = response.with(VersionHeader.NAME, "placement " + version);
        return varies ? versioned.with("vary", VARY) : versioned;
    }

    /** Before all routing: a body needs a type (contract placement §2.1). That a length is an integer, the server has seen to. */
    private static void checkType(Request request) {
        boolean hasBody = request.headers().first("Content-Length").flatMap(PythonInt::parse).filter(it -> it.signum() > 0).isPresent();
        boolean hasType = request.headers().first("Content-Type").filter(type -> !type.isEmpty()).isPresent();
        if (hasBody && !hasType) {
            throw PlacementProblem.outside(400, "content-type header required when content-length > 0");
        }
    }

    /** The call, once its path is known to hold only text that can be stored. */
    public static Call checked(Call call) {
        call.parameters().values().forEach(Texts::check);
        return call;
    }

    public static PlacementProblem noSuchPath() {
        return PlacementProblem.outside(404, "");
    }

    public static Response wrongMethod(Request request, Match.WrongMethod wrong, Microversion version) {
        String message = "The method specified is not allowed for this resource.";
        Response response = request.method().equals("HEAD")
                ? Response.of(405, "text/html; charset=UTF-8", new byte[0])
                : render(request, PlacementProblem.outside(405, message), version);
        return headers(response.with("Allow", String.join(", ", wrong.allowed())), version, true);
    }

    /** What goes wrong around the API: the server's own problems, which carry no version headers. */
    public static Response unversioned(Request request, HttpProblem problem) {
        Optional<Microversion> version;
        try {
            version = Optional.of(VersionHeader.of(request));
        } catch (VersionHeader.Rejected rejected) {
            version = Optional.empty();
        }
        return ErrorBodies.render(request, problem.status(), PlacementProblem.UNDEFINED, problem.message(), version);
    }
}
