package io.berth.identity.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.berth.http.Api;
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
import io.berth.identity.IdentityPolicy;
import io.berth.identity.auth.BuiltinAuthenticator;
import io.berth.identity.catalog.Catalog;
import io.berth.identity.credential.Credentials;
import io.berth.identity.token.IssueToken;
import io.berth.identity.token.Tokens;
import io.berth.store.Database;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The identity API, version 3 (contract keystone §8–§11). Checks in order: path, method, token, rights, body. */
public final class IdentityApi implements Api {
    public static final String PREFIX = "/identity";

    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            403, "Forbidden",
            404, "Not Found",
            409, "Conflict",
            413, "Request Entity Too Large",
            503, "Service Unavailable");

    private static final String NO_SUCH_PATH = """
            <!doctype html>
            <html lang=en>
            <title>404 Not Found</title>
            <h1>Not Found</h1>
            <p>The requested URL was not found on the server. If you entered the URL manually please check your spelling \
            and try again.</p>
            """;

    /** Rules about a token that must be looked up first: the call itself asks them. */
    private static final Set<String> ASKED_BY_CALL = Set.of(IdentityPolicy.VALIDATE_TOKEN, IdentityPolicy.REVOKE_TOKEN);

    private final RouteTable routes;
    private final TokenGate gate;
    private final BuiltinAuthenticator authenticator;
    private final Policy policy;

    public IdentityApi(
            Tokens tokens, Credentials credentials, Database database, Catalog catalog, Policy policy) {
        this.routes = IdentityRoutes.table(
                new TokenCalls(tokens, catalog, policy, PREFIX),
                new DirectoryCalls(database, catalog, PREFIX),
                new CredentialCalls(credentials, PREFIX),
                PREFIX);
        this.authenticator = new BuiltinAuthenticator(tokens);
        this.gate = new TokenGate(authenticator);
        this.policy = policy;
    }

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public String prefix() {
        return PREFIX;
    }

    @Override
    public RouteTable routes() {
        return routes;
    }

    /** A slash at the end is no other path. */
    @Override
    public String canonicalPath(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    @Override
    public Response serve(Request request, Match match) {
        Response response = switch (match) {
            case Match.Found found -> serve(request, found);
            case Match.WrongMethod wrong ->
                Response.json(405, Map.of("message", "The method is not allowed for the requested URL."))
                        .with("Allow", String.join(", ", wrong.allowed()));
            case Match.NoSuchPath nothing ->
                Response.of(404, "text/html; charset=utf-8", NO_SUCH_PATH.getBytes(StandardCharsets.UTF_8));
        };
        return response.with("Vary", "X-Auth-Token");
    }

    private Response serve(Request request, Match.Found found) {
        Route route = found.route();
        if (route.isOpen()) {
            return route.handler().handle(call(request, found, Caller.ANONYMOUS));
        }
        return switch (gate.check(request)) {
            case TokenGate.Outcome.Stopped(Response response) -> response;
            case TokenGate.Outcome.Passed(Caller caller) -> {
                if (!ASKED_BY_CALL.contains(route.rule())
                        && !policy.allows(route.rule(), caller, target(found.parameters()))) {
                    throw forbidden(route.rule());
                }
                yield route.handler().handle(call(request, found, caller));
            }
        };
    }

    private static Call call(Request request, Match.Found found, Caller caller) {
        return new Call(request, found.parameters(), caller, Microversion.NONE);
    }

    /** {@code project_id} of a path is {@code target.project.id} in rules. */
    private static Map<String, String> target(Map<String, String> parameters) {
        Map<String, String> target = new LinkedHashMap<>();
        parameters.forEach((name, value) -> target.put("target." + name.replaceFirst("_id$", ".id"), value));
        return target;
    }

    static HttpProblem forbidden(String rule) {
        return new HttpProblem(403, "You are not authorized to perform the requested action: " + rule + ".");
    }

    @Override
    public Response problem(Request request, HttpProblem problem) {
        ObjectNode error = Json.object().put("code", problem.status());
        if (problem.code().equals("identity.unsupported_method")) {
            ArrayNode methods = error.putObject("identity").putArray("methods");
            IssueToken.METHODS.forEach(methods::add);
        }
        if (problem.code().equals("identity.application_credential_scope")) {
            error.putObject("identity");
        }
        error.put("message", problem.message())
                .put("title", TITLES.getOrDefault(problem.status(), "Internal Server Error"));
        Response response = Response.json(problem.status(), Json.object().set("error", error))
                .with("Vary", "X-Auth-Token");
        return problem.status() == 401
                ? response.with("WWW-Authenticate", authenticator.challenge(request))
                : response;
    }
}
