package io.berth.identity.auth;

import java.util.Optional;
import java.util.stream.Collectors;

import io.berth.http.Authenticator;
import io.berth.http.Caller;
import io.berth.http.Request;
import io.berth.identity.directory.Domain;
import io.berth.identity.directory.Project;
import io.berth.identity.directory.Role;
import io.berth.identity.directory.Scope;
import io.berth.identity.token.Token;
import io.berth.identity.token.Tokens;

/**
 * Knows callers by the tokens of Berth's own identity service. A request may carry the token of the calling service too:
 * a bad one spoils the request, a good one lets the user's token be past its end (contract keystone §2).
 */
public final class BuiltinAuthenticator implements Authenticator {
    /** {@code service_token_roles} (contract keystone §3). */
    static final String SERVICE_ROLE = "service";

    private final Tokens tokens;

    public BuiltinAuthenticator(Tokens tokens) {
        this.tokens = tokens;
    }

    @FunctionalInterface
    private interface LookUp {
        Optional<Token> token(String text, boolean allowExpired);
    }

    @Override
    public Outcome authenticate(Request request) {
        return outcome(request, tokens::validate).orElseGet(Outcome.Unknown::new);
    }

    @Override
    public Optional<Outcome> known(Request request) {
        return outcome(request, tokens::believed);
    }

    /** Present where all tokens of the request are found and good. */
    private static Optional<Outcome> outcome(Request request, LookUp lookUp) {
        Optional<String> serviceToken = TokenHeaders.serviceToken(request);
        if (serviceToken.isPresent()
                && serviceToken
                        .flatMap(text -> lookUp.token(text, false))
                        .map(BuiltinAuthenticator::caller)
                        .filter(service -> service.hasRole(SERVICE_ROLE))
                        .isEmpty()) {
            return Optional.empty();
        }
        return TokenHeaders.userToken(request)
                .flatMap(text -> lookUp.token(text, serviceToken.isPresent()))
                .map(token -> new Outcome.Known(caller(token)));
    }

    @Override
    public String challenge(Request request) {
        return "Keystone uri=\"" + request.origin() + "/identity/v3\"";
    }

    static Caller caller(Token token) {
        Optional<Scope.InProject> project =
                token.scope() instanceof Scope.InProject in ? Optional.of(in) : Optional.empty();
        return new Caller(
                token.user().id(),
                token.user().name(),
                token.userDomain().id(),
                project.map(Scope.InProject::project).map(Project::id),
                project.map(Scope.InProject::project).map(Project::name),
                project.map(Scope.InProject::domain).map(Domain::id),
                token.scope() instanceof Scope.InDomain(Domain domain) ? Optional.of(domain.id()) : Optional.empty(),
                token.scope() instanceof Scope.InSystem,
                token.roles().stream().map(Role::name).collect(Collectors.toSet()));
    }
}
