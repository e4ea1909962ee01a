package io.berth.identity.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Request;
import io.berth.identity.token.IssueToken;
import io.berth.identity.token.TokenRequest;
import io.berth.identity.token.TokenRequest.CredentialName;
import io.berth.identity.token.TokenRequest.CredentialProof;
import io.berth.identity.token.TokenRequest.DomainName;
import io.berth.identity.token.TokenRequest.Named;
import io.berth.identity.token.TokenRequest.PasswordProof;
import io.berth.identity.token.TokenRequest.WantedScope;
import tools.jackson.databind.JsonNode;

/** Reads the body of {@code POST /v3/auth/tokens} (contract keystone §9). */
final class TokenRequestCodec {
    private static final List<String> SCOPES = List.of("project", "domain", "system", "unscoped");

    private TokenRequestCodec() {}

    /** @throws HttpProblem 400 in the service's words */
    static TokenRequest read(Request request) {
        if (request.mediaType().filter("application/json"::equals).isEmpty()) {
            throw BadBody.expecting("application/json", "Content-Type header");
        }
        JsonNode body = json(request);
        if (!body.has("auth")) {
            throw BadBody.expecting("auth", "request body");
        }
        JsonNode auth = object(body, "auth", "auth");
        JsonNode identity = object(auth, "identity", "identity");
        List<String> methods = methods(identity);
        Optional<PasswordProof> password = methods.contains(IssueToken.PASSWORD)
                ? Optional.of(password(payload(identity, IssueToken.PASSWORD)))
                : Optional.empty();
        Optional<String> token = methods.contains(IssueToken.TOKEN)
                ? Optional.of(text(payload(identity, IssueToken.TOKEN), "id", "identity/token/id"))
                : Optional.empty();
        Optional<CredentialProof> credential = methods.contains(IssueToken.APPLICATION_CREDENTIAL)
                ? Optional.of(credential(payload(identity, IssueToken.APPLICATION_CREDENTIAL)))
                : Optional.empty();
        return new TokenRequest(methods, password, token, credential, scope(auth));
    }

    private static JsonNode json(Request request) {
        try {
            return Json.read(request.body().bytes());
        } catch (HttpProblem problem) {
            throw problem.status() == 400 ? BadBody.expecting("valid JSON", "request body") : problem;
        }
    }

    private static List<String> methods(JsonNode identity) {
        JsonNode list = identity.path("methods");
        if (list.isMissingNode()) {
            throw BadBody.missing("methods");
        }
        if (!list.isArray()) {
            throw BadBody.wrongType("identity/methods", list, "array");
        }
        List<String> methods = new ArrayList<>();
        for (JsonNode method : list) {
            if (!method.isString()) {
                throw BadBody.wrongType("identity/methods/" + methods.size(), method, "string");
            }
            methods.add(method.stringValue());
        }
        return methods;
    }

    private static JsonNode payload(JsonNode identity, String method) {
        if (!identity.has(method)) {
            throw BadBody.expecting(method, "identity");
        }
        return object(identity, method, "identity/" + method);
    }

    private static PasswordProof password(JsonNode payload) {
        JsonNode user = object(payload, "user", "identity/password/user");
        return new PasswordProof(
                named(user, "user", "identity/password/user"), text(user, "password", "identity/password/user/password"));
    }

    private static CredentialProof credential(JsonNode payload) {
        String field = "identity/application_credential";
        String secret = text(payload, "secret", field + "/secret");
        if (payload.has("id")) {
            return new CredentialProof(new CredentialName.ById(text(payload, "id", field + "/id")), secret);
        }
        Named user = named(object(payload, "user", field + "/user"), "user", field + "/user");
        return new CredentialProof(new CredentialName.ByName(text(payload, "name", field + "/name"), user), secret);
    }

    private static Named named(JsonNode node, String noun, String field) {
        if (node.has("id")) {
            return new Named.ById(text(node, "id", field + "/id"));
        }
        if (!node.has("name")) {
            throw BadBody.expecting("id or name", noun);
        }
        String name = text(node, "name", field + "/name");
        if (!node.has("domain")) {
            throw BadBody.expecting("domain", noun);
        }
        return new Named.ByName(name, domain(object(node, "domain", field + "/domain"), field + "/domain"));
    }

    private static DomainName domain(JsonNode node, String field) {
        if (node.has("id")) {
            return new DomainName.ById(text(node, "id", field + "/id"));
        }
        if (!node.has("name")) {
            throw BadBody.expecting("id or name", "domain");
        }
        return new DomainName.ByName(text(node, "name", field + "/name"));
    }

    private static WantedScope scope(JsonNode auth) {
        JsonNode scope = auth.path("scope");
        if (scope.isMissingNode() || scope.isNull()) {
            return new WantedScope.Default();
        }
        if (scope.isString() && scope.stringValue().equals("unscoped")) {
            return new WantedScope.Nothing();
        }
        if (!scope.isObject()) {
            throw BadBody.wrongType("scope", scope, "object");
        }
        if (SCOPES.stream().filter(scope::has).count() != 1) {
            throw BadBody.expecting("exactly one of project, domain, system or unscoped", "scope");
        }
        if (scope.has("project")) {
            return new WantedScope.OfProject(named(object(scope, "project", "scope/project"), "project", "scope/project"));
        }
        if (scope.has("domain")) {
            return new WantedScope.OfDomain(domain(object(scope, "domain", "scope/domain"), "scope/domain"));
        }
        return scope.has("system") ? system(scope) : new WantedScope.Nothing();
    }

    private static WantedScope system(JsonNode scope) {
        JsonNode all = object(scope, "system", "scope/system").path("all");
        if (!all.isBoolean() || !all.booleanValue()) {
            throw BadBody.expecting("all: true", "system");
        }
        return new WantedScope.OfSystem();
    }

    private static JsonNode object(JsonNode parent, String name, String field) {
        JsonNode node = parent.path(name);
        if (node.isMissingNode()) {
            throw BadBody.missing(name);
        }
        if (!node.isObject()) {
            throw BadBody.wrongType(field, node, "object");
        }
        return node;
    }

    private static String text(JsonNode parent, String name, String field) {
        JsonNode node = parent.path(name);
        if (node.isMissingNode()) {
            throw BadBody.missing(name);
        }
        if (!node.isString()) {
            throw BadBody.wrongType(field, node, "string");
        }
        String text = node.stringValue();
        if (text.indexOf('\0') >= 0) {
            throw new HttpProblem(400, "Invalid input for field '" + field + "': it contains a zero byte");
        }
        return text;
    }
}
