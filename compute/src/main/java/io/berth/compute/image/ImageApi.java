package io.berth.compute.image;

import io.berth.http.Api;
import io.berth.http.Authenticator;
import io.berth.http.Call;
import io.berth.http.Caller;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Match;
import io.berth.http.Microversion;
import io.berth.http.Policy;
import io.berth.http.Request;
import io.berth.http.Response;
import io.berth.http.Route;
import io.berth.http.RouteTable;
import io.berth.http.TokenGate;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A site without images, said in the words of the image service: {@code openstack server list} of 2022 asks for one before it
 * lists anything (contract clients §2). Berth deploys machines from site documents, so there never is an image.
 */
public final class ImageApi implements Api {
    private static final String PREFIX = "/image";

    private static final String RULE = "get_images";

    /** Everybody with a token may know that there are none. */
    public static final Map<String, String> DEFAULTS = Map.of(RULE, "@");

    private final TokenGate gate;
    private final Policy policy;
    private final RouteTable routes = new RouteTable(List.of(
            Route.index("GET", "", Route.OPEN, ImageApi::versions, "The version there is"),
            Route.index("GET", "/", Route.OPEN, ImageApi::versions, "The version there is"),
            Route.index("GET", "/versions", Route.OPEN, ImageApi::versions, "The version there is"),
            Route.db("GET", "/v2/images", RULE, ImageApi::none, "No images"),
            Route.db("GET", "/v2/images/{image_id}", RULE, ImageApi::unknown, "No image")));

    public ImageApi(Authenticator authenticator, Policy policy) {
        this.gate = new TokenGate(authenticator);
        this.policy = policy;
    }

    @Override
    public String name() {
        return "image";
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
    public Response serve(Request request, Match match) {
        if (match instanceof Match.Found found && found.route().isOpen()) {
            return found.route().handler().handle(new Call(request, found.parameters(), Caller.ANONYMOUS, Microversion.NONE));
        }
        return switch (gate.check(request)) {
            case TokenGate.Outcome.Stopped stopped -> stopped.response();
            case TokenGate.Outcome.Passed passed -> switch (match) {
                case Match.Found found -> permitted(request, found, passed.caller());
                case Match.WrongMethod wrong ->
                    problem(request, new HttpProblem(405, "Method not allowed")).with("Allow", String.join(", ", wrong.allowed()));
                case Match.NoSuchPath nothing -> problem(request, new HttpProblem(404, "The resource could not be found."));
            };
        };
    }

    private Response permitted(Request request, Match.Found found, Caller caller) {
        if (!policy.allows(found.route().rule(), caller)) {
            throw new HttpProblem(403, "You are not authorized to complete " + found.route().rule() + " action.");
        }
        return found.route().handler().handle(new Call(request, found.parameters(), caller, Microversion.NONE));
    }

    private static Response versions(Call call) {
        ObjectNode version = Json.object().put("id", "v2.0").put("status", "CURRENT");
        version.putArray("links")
                .add(Json.object().put("rel", "self").put("href", call.request().origin() + PREFIX + "/v2/"));
        ObjectNode body = Json.object();
        body.putArray("versions").add(version);
        return Response.json(300, body);
    }

    private static Response none(Call call) {
        ObjectNode body = Json.object();
        body.putArray("images");
        return Response.json(200, body.put("first", "/v2/images").put("schema", "/v2/schemas/images"));
    }

    private static Response unknown(Call call) {
        throw new HttpProblem(404, "No image found with ID " + call.parameter("image_id"));
    }

    @Override
    public Response problem(Request request, HttpProblem problem) {
        return Response.json(
                problem.status(),
                Json.object().put("code", problem.status()).put("message", problem.message()));
    }
}
