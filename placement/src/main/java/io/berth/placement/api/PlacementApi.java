package io.berth.placement.api;

import io.berth.base.Clock;
import io.berth.base.Ids;
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
import io.berth.http.RouteTable;
import io.berth.http.TokenGate;
import io.berth.placement.Ledger;
import io.berth.placement.index.LedgerIndex;
import io.berth.placement.wire.Gates;
import io.berth.placement.wire.LedgerAccess;
import io.berth.placement.wire.Replies;
import io.berth.placement.wire.Responder;
import io.berth.placement.wire.TooLong;
import io.berth.store.Store;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Placement, as openstack/placement serves it: who asks, which version, is the request in order, is there such a route;
 * then the route's own gates (contract placement §2).
 */
public final class PlacementApi implements Api {
    public static final Microversion MIN = Responder.MIN;
    public static final Microversion MAX = Responder.MAX;

    /** A line break at the very end of a path is not seen (contract placement §1). */
    private static final String ESCAPED_LINE_BREAK = "%0A";

    /** WSGI servers resolve escapes before anyone routes. */
    private static final Pattern ESCAPED_SLASH = Pattern.compile("%2F", Pattern.CASE_INSENSITIVE);

    private final TokenGate tokens;
    private final RouteTable routes;

    /**
     * @param index started before the first request is served
     * @param policy knows at least {@link PlacementPolicy#DEFAULTS}
     */
    public PlacementApi(
            Store store, LedgerIndex index, Authenticator authenticator, Policy policy, Clock clock, Ids ids) {
        this(store, index, PlacementOptions.STANDARD, authenticator, policy, clock, ids);
    }

    public PlacementApi(
            Store store,
            LedgerIndex index,
            PlacementOptions options,
            Authenticator authenticator,
            Policy policy,
            Clock clock,
            Ids ids) {
        this.tokens = new TokenGate(authenticator);
        this.routes = PlacementRoutes.table(
                new LedgerAccess(store, new Ledger(), index, clock, ids), options, new Gates(policy));
    }

    @Override
    public String name() {
        return "placement";
    }

    @Override
    public String prefix() {
        return Replies.PREFIX;
    }

    @Override
    public RouteTable routes() {
        return routes;
    }

    @Override
    public String canonicalPath(String path) {
        String slashed = ESCAPED_SLASH.matcher(path).replaceAll("/");
        return slashed.endsWith(ESCAPED_LINE_BREAK)
                ? slashed.substring(0, slashed.length() - ESCAPED_LINE_BREAK.length())
                : slashed;
    }

    @Override
    public Response serve(Request request, Match match) {
        boolean isRoot = request.path().isEmpty() || request.path().equals("/");
        if (isRoot) {
            return respond(request, match, Caller.ANONYMOUS);
        }
        return serve(request, match, tokens.check(request));
    }

    @Override
    public Optional<Response> serveAtOnce(Request request, Match.Found match) {
        try {
            return tokens.known(request).map(outcome -> serve(request, match, outcome));
        } catch (TooLong later) {
            return Optional.empty();
        }
    }

    private static Response serve(Request request, Match match, TokenGate.Outcome outcome) {
        return switch (outcome) {
            case TokenGate.Outcome.Stopped stopped -> stopped.response();
            case TokenGate.Outcome.Passed passed -> respond(request, match, passed.caller());
        };
    }

    private static Response respond(Request request, Match match, Caller caller) {
        return Responder.respond(request, version -> switch (match) {
            case Match.Found found -> found.route()
                    .handler()
                    .handle(Responder.checked(new Call(request, found.parameters(), caller, version)));
            case Match.WrongMethod wrong -> Responder.wrongMethod(request, wrong, version);
            case Match.NoSuchPath none -> throw Responder.noSuchPath();
        });
    }

    @Override
    public Response problem(Request request, HttpProblem problem) {
        return Responder.unversioned(request, problem);
    }
}
