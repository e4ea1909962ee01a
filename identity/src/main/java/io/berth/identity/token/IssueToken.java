package io.berth.identity.token;

import static io.berth.base.Decision.accept;
import static io.berth.base.Decision.refuse;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

import io.berth.base.Decision;
import io.berth.identity.IdentityChange.TokenIssued;
import io.berth.identity.IdentityRefusal;
import io.berth.identity.directory.Account;
import io.berth.identity.directory.Domain;
import io.berth.identity.directory.Role;
import io.berth.identity.directory.Scope;
import io.berth.identity.directory.User;

/** Decides whether someone gets a token, and which. */
public final class IssueToken {
    public static final String PASSWORD = "password";
    public static final String TOKEN = "token";
    /** The methods that Berth knows, as named in the answer to those that it does not (contract keystone §9, K17). */
    public static final List<String> METHODS = List.of(PASSWORD, TOKEN);

    private IssueToken() {}

    /**
     * What is known about the asker.
     *
     * @param account of the user that the password proof names
     * @param parent the token that the client already has, whether still usable or not
     * @param target what the wanted scope turned out to be, with the roles that the user has there; absent where there is no such thing
     */
    public record View(Optional<Account> account, Optional<Token> parent, Optional<Target> target) {}

    public record Target(Scope scope, List<Role> roles) {
        boolean isOpen() {
            return scope.isEnabled() && !roles.isEmpty();
        }
    }

    /**
     * What the new token is made of.
     *
     * @param hash of the token's text
     * @param matchedHash the password hash that the given password was found to match, checked before because it takes long
     */
    public record Fresh(TokenHash hash, String auditId, Optional<String> matchedHash) {}

    public static Decision<Token> decide(TokenRequest request, View view, Instant now, Fresh fresh) {
        if (!METHODS.containsAll(request.methods())) {
            return refuse(new IdentityRefusal.UnsupportedMethod());
        }
        Optional<Token> parent = view.parent().filter(token -> token.isUsable(now, false));
        if (request.token().isPresent() && parent.isEmpty()) {
            return refuse(new IdentityRefusal.TokenNotFound());
        }
        Optional<Asker> asker = asker(request, view, parent, fresh);
        if (asker.isEmpty()) {
            return refuse(new IdentityRefusal.NotAuthenticated());
        }
        Optional<Target> target = target(request.scope(), view.target());
        if (target.isEmpty()) {
            return refuse(new IdentityRefusal.NotAuthenticated());
        }
        Token token = token(request, asker.get(), target.get(), parent, now, fresh);
        return accept(List.of(new TokenIssued(token)), token);
    }

    private record Asker(User user, Domain domain) {}

    /** Who asks, if every proof holds and all are of one user. */
    private static Optional<Asker> asker(TokenRequest request, View view, Optional<Token> parent, Fresh fresh) {
        SequencedSet<Asker> proven = new LinkedHashSet<>();
        if (request.password().isPresent()) {
            Optional<Account> account = view.account()
                    .filter(Account::isEnabled)
                    .filter(known -> fresh.matchedHash().equals(Optional.of(known.passwordHash())));
            if (account.isEmpty()) {
                return Optional.empty();
            }
            proven.add(new Asker(account.get().user(), account.get().domain()));
        }
        parent.ifPresent(token -> proven.add(new Asker(token.user(), token.userDomain())));
        return proven.size() == 1 ? Optional.of(proven.getFirst()) : Optional.empty();
    }

    private static Optional<Target> target(TokenRequest.WantedScope wanted, Optional<Target> found) {
        Target nothing = new Target(new Scope.Unscoped(), List.of());
        return switch (wanted) {
            case TokenRequest.WantedScope.Nothing() -> Optional.of(nothing);
            case TokenRequest.WantedScope.Default() -> Optional.of(found.filter(Target::isOpen).orElse(nothing));
            case TokenRequest.WantedScope.OfProject project -> found.filter(Target::isOpen);
            case TokenRequest.WantedScope.OfDomain domain -> found.filter(Target::isOpen);
            case TokenRequest.WantedScope.OfSystem system -> found.filter(Target::isOpen);
        };
    }

    /** A token from a token ends when the first one does: otherwise a stolen one could be renewed for ever. */
    private static Token token(
            TokenRequest request, Asker asker, Target target, Optional<Token> parent, Instant now, Fresh fresh) {
        // Whole seconds, because tokens carry no more (contract keystone §9).
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        SequencedSet<String> methods = new LinkedHashSet<>(request.methods());
        parent.ifPresent(token -> methods.addAll(token.methods()));
        List<String> auditIds = new ArrayList<>(List.of(fresh.auditId()));
        parent.ifPresent(token -> auditIds.add(token.auditIds().getLast()));
        return new Token(
                fresh.hash(),
                asker.user(),
                asker.domain(),
                target.scope(),
                target.roles(),
                List.copyOf(methods),
                auditIds,
                issuedAt,
                parent.map(Token::expiresAt).orElse(issuedAt.plus(Token.LIFE)));
    }
}
