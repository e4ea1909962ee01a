package io.berth.identity.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.berth.base.Decision;
import io.berth.base.Refusal;
import io.berth.http.Call;
import io.berth.http.Caller;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Policy;
import io.berth.http.Query;
import io.berth.http.Request;
import io.berth.http.Response;
import io.berth.identity.IdentityPolicy;
import io.berth.identity.IdentityRefusal;
import io.berth.identity.catalog.Catalog;
import io.berth.identity.catalog.CatalogService;
import io.berth.identity.directory.Scope;
import io.berth.identity.token.Token;
import io.berth.identity.token.Tokens;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v3/auth/tokens} and {@code /v3/auth/catalog} (contract keystone §9, §11). */
final class TokenCalls {
    static final String SUBJECT = "X-Subject-Token";

    private final Tokens tokens;
    private final Catalog catalog;
    private final Policy policy;
    private final String prefix;

    TokenCalls(Tokens tokens, Catalog catalog, Policy policy, String prefix) {
        this.tokens = tokens;
        this.catalog = catalog;
        this.policy = policy;
        this.prefix = prefix;
    }

    Response issue(Call call) {
        Decision<Tokens.Issued> decision = tokens.issue(TokenRequestCodec.read(call.request()));
        return decision.fold(
                issued -> Response.json(201, body(call.request(), issued.token())).with(SUBJECT, issued.text()),
                refusal -> {
                    throw problem(refusal);
                });
    }

    private static HttpProblem problem(Refusal refusal) {
        int status = refusal instanceof IdentityRefusal.TokenNotFound ? 404 : 401;
        return new HttpProblem(status, refusal.code(), refusal.message());
    }

    Response validate(Call call) {
        String text = subject(call.request());
        boolean allowExpired = DirectoryCalls.isAsked(call.request().parameters(), "allow_expired");
        Token token = permitted(call, tokens.validate(text, allowExpired), IdentityPolicy.VALIDATE_TOKEN);
        return Response.json(200, body(call.request(), token)).with(SUBJECT, text);
    }

    Response revoke(Call call) {
        String text = subject(call.request());
        tokens.revoke(permitted(call, tokens.validate(text), IdentityPolicy.REVOKE_TOKEN));
        return Response.empty(204);
    }

    private static String subject(Request request) {
        return request.headers()
                .first(SUBJECT)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new HttpProblem(404, "No token in the request"));
    }

    private Token permitted(Call call, Optional<Token> subject, String rule) {
        Token token = subject.orElseThrow(() -> problem(new IdentityRefusal.TokenNotFound()));
        if (!policy.allows(rule, call.caller(), Map.of("target.token.user_id", token.user().id()))) {
            throw IdentityApi.forbidden(rule);
        }
        return token;
    }

    private Object body(Request request, Token token) {
        Query query = request.parameters();
        if (query.names().contains("nocatalog")) {
            return TokenCodec.token(token, Optional.empty());
        }
        Optional<String> projectId =
                token.scope() instanceof Scope.InProject in ? Optional.of(in.project().id()) : Optional.empty();
        List<CatalogService> services = catalog.services(request.origin(), token.user().id(), projectId);
        return TokenCodec.token(token, Optional.of(services));
    }

    Response ownCatalog(Call call) {
        Caller caller = call.caller();
        boolean isScoped = caller.projectId().isPresent() || caller.domainId().isPresent() || caller.isSystemScoped();
        if (!isScoped) {
            throw new HttpProblem(403, "You are not authorized to perform the requested action.");
        }
        ObjectNode body = Json.object();
        body.set("catalog", TokenCodec.catalog(
                catalog.services(call.request().origin(), caller.userId(), caller.projectId())));
        body.putObject("links").put("self", Links.self(call.request(), prefix));
        return Response.json(200, body);
    }
}
