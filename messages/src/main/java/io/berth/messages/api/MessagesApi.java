package io.berth.messages.api;

import io.berth.http.Api;
import io.berth.http.Authenticator;
import io.berth.http.Call;
import io.berth.http.Caller;
import io.berth.http.FaultBody;
import io.berth.http.HttpProblem;
import io.berth.http.Match;
import io.berth.http.Microversion;
import io.berth.http.Policy;
import io.berth.http.Request;
import io.berth.http.Response;
import io.berth.http.RouteTable;
import io.berth.http.TokenGate;
import io.berth.store.Store;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The block storage API as far as it concerns messages (contract cinder-messages, seed Cinder user messages). Checked in
 * this order: token, route, version, project of the path, operation of the version, then policy and parameters.
 */
public final class MessagesApi implements Api {
    static final String PROJECT = "project_id";

    private static final String PREFIX = "/volume";
    private static final String SUFFIX = ".json";

    /** Methods of paths that exist, but do nothing there: answered as JSON and with a version, as no others are. */
    private static final Set<String> KNOWN_METHODS = Set.of("GET", "POST", "PUT", "DELETE");

    /** What may stand for a project in a path; of anything else there is no route. */
    private static final Pattern PROJECT_FORM = Pattern.compile("[0-9a-fA-F-]+");

    private final TokenGate gate;
    private final RouteTable routes;

    public MessagesApi(Store store, Authenticator authenticator, Policy policy) {
        this.gate = new TokenGate(authenticator);
        this.routes = MessagesRoutes.table(new MessagesHandlers(store, policy));
    }

    @Override
    public String name() {
        return "volume";
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
        return path.endsWith(SUFFIX) && !path.endsWith("/" + SUFFIX)
                ? path.substring(0, path.length() - SUFFIX.length())
                : path;
    }

    @Override
    public Response serve(Request request, Match match) {
        Response response = match instanceof Match.Found found && found.route().isOpen()
                ? found.route().handler().handle(new Call(request, found.parameters(), Caller.ANONYMOUS, Microversion.NONE))
                : switch (gate.check(request)) {
                    case TokenGate.Outcome.Stopped stopped -> stopped.response();
                    case TokenGate.Outcome.Passed passed -> behindGate(request, match, passed.caller());
                };
        return withRequestId(request, response);
    }

    private Response behindGate(Request request, Match match, Caller caller) {
        return switch (match) {
            case Match.NoSuchPath nothing -> unrouted();
            case Match.WrongMethod wrong ->
                KNOWN_METHODS.contains(request.method())
                        ? versioned(request, version -> FaultBody.of(404, MessagesCodec.NOT_FOUND))
                        : unrouted();
            case Match.Found found -> {
                String project = found.parameters().getOrDefault(PROJECT, "-");
                yield PROJECT_FORM.matcher(project).matches()
                        ? versioned(request, version -> operate(request, found, caller, version))
                        : unrouted();
            }
        };
    }

    private Response operate(Request request, Match.Found found, Caller caller, Microversion version) {
        Call call = new Call(request, found.parameters(), caller, version);
        try {
            if (call.parameters().containsKey(PROJECT)
                    && !caller.projectId().equals(Optional.of(call.parameter(PROJECT)))) {
                throw new HttpProblem(400, "Malformed request url");
            }
            return found.route().handler().handle(call);
        } catch (HttpProblem problem) {
            return problem(request, problem);
        }
    }

    private static Response versioned(Request request, Function<Microversion, Response> serve) {
        return switch (VolumeVersions.negotiate(request)) {
            case VolumeVersions.Outcome.Refused refused -> refused.response();
            case VolumeVersions.Outcome.Agreed agreed ->
                VolumeVersions.stamped(serve.apply(agreed.version()), agreed.version());
        };
    }

    /** What the router in front of the service says. */
    private static Response unrouted() {
        return Response.text(404, "404 Not Found\n\n" + MessagesCodec.NOT_FOUND + "\n\n   ");
    }

    @Override
    public Response problem(Request request, HttpProblem problem) {
        String message = problem.status() == 500 ? MessagesCodec.ERRED : problem.message();
        return withRequestId(request, FaultBody.of(problem.status(), message));
    }

    private static Response withRequestId(Request request, Response response) {
        return response.with("X-Compute-Request-Id", request.requestId());
    }

    /** What absolute links begin with. */
    static String base(Request request) {
        return request.origin() + PREFIX;
    }
}
