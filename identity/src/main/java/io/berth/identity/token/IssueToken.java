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
import java.util.Set;

import io.berth.base.Decision;
import io.berth.identity.IdentityChange.TokenIssued;
import io.berth.identity.IdentityRefusal;
import io.berth.identity.credential.ApplicationCredential;
import io.berth.identity.directory.Account;
import io.berth.identity.directory.Domain;
import io.berth.identity.directory.Role;
import io.berth.identity.directory.Scope;
import io.berth.identity.directory.User;

/** Decides whether someone gets a token, and which. */
public final class IssueToken {
    public static final String PASSWORD = "password";
    public static final String TOKEN = "token";
    public static final String APPLICATION_CREDENTIAL = "application_credential";
    /** The methods that Berth knows, as named in the answer to those that it does not (contract keystone §9, K17). */
    public static final List<String> METHODS = List.of(PASSWORD, TOKEN, APPLICATION_CREDENTIAL);

    private IssueToken() {}

    /**
     * What is known about the asker.
     *
     * @param account of the user that the password proof names
     * @param parent the token that the client already has, whether still usable or not
     * @param credential the application credential that the request names
     * @param target what the wanted scope turned out to be, with the roles that the user has there; absent where there is no such thing
     */
    public record View(
            Optional<Account> account, Optional<Token> parent, Optional<KnownCredential> credential, Optional<Target> target) {}

    /** @param owner the user for whom it acts */
    public record KnownCredential(ApplicationCredential credential, String secretHash, Account owner) {
        @Override
        public String toString() {
            return "KnownCredential[" + credential + "]";
        }
    }

    public record Target(Scope scope, List<Role> roles) {
        boolean isOpen() {
            return scope.isEnabled() && !roles.isEmpty();
        }
    }

    /**
     * What the new token is made of.
     *
     * @param hash of the token's text
     * @param matchedHashes the stored hashes that the given secrets were found to match, checked before because it takes long
     */
    public record Fresh(TokenHash hash, String auditId, Set<String> matchedHashes) {
        public Fresh {
            matchedHashes = Set.copyOf(matchedHashes);
        }
    }

    public static Decision<Token> decide(TokenRequest request, View view, Instant now, Fresh fresh) {
        if (!METHODS.containsAll(request.methods())) {
            return refuse(new IdentityRefusal.UnsupportedMethod());
        }
        if (request.credential().isPresent() && !(request.scope() instanceof TokenRequest.WantedScope.Default)) {
            return refuse(new IdentityRefusal.CredentialScope());
        }
        Optional<Token> parent = view.parent().filter(token -> token.isUsable(now, false));
        if (request.token().isPresent() && parent.isEmpty()) {
            return refuse(new IdentityRefusal.TokenNotFound());
        }
        Optional<Asker> asker = asker(request, view, parent, now, fresh);
        if (asker.isEmpty()) {
            return refuse(new IdentityRefusal.NotAuthenticated());
        }
        Optional<Target> target = target(request, view.target());
        if (target.isEmpty()) {
            return refuse(new IdentityRefusal.NotAuthenticated());
        }
        Optional<ApplicationCredential> credential = view.credential().map(KnownCredential::credential);
        Token token = token(request, asker.get(), target.get(), parent, credential, now, fresh);
        return accept(List.of(new TokenIssued(token)), token);
    }

    private record Asker(User user, Domain domain) {}

    /** Who asks, if every proof holds and all are of one user. */
    private static Optional<Asker> asker(
            TokenRequest request, View view, Optional<Token> parent, Instant now, Fresh fresh) {
        SequencedSet<Asker> proven = new LinkedHashSet<>();
        if (request.password().isPresent()) {
            Optional<Account> account = view.account()
                    .filter(Account::isEnabled)
                    .filter(known -> fresh.matchedHashes().contains(known.passwordHash()));
            if (account.isEmpty()) {
                return Optional.empty();
            }
            proven.add(new Asker(account.get().user(), account.get().domain()));
        }
        if (request.credential().isPresent()) {
            Optional<KnownCredential> credential = view.credential()
                    .filter(known -> known.owner().isEnabled() && known.credential().isAlive(now))
                    .filter(known -> fresh.matchedHashes().contains(known.secretHash()));
            if (credential.isEmpty()) {
                return Optional.empty();
            }
            proven.add(new Asker(credential.get().owner().user(), credential.get().owner().domain()));
        }
        // A credential is for one project: its tokens must not lead to others.
        if (parent.flatMap(Token::credential).isPresent()) {
            return Optional.empty();
        }
        parent.ifPresent(token -> proven.add(new Asker(token.user(), token.userDomain())));
        return proven.size() == 1 ? Optional.of(proven.getFirst()) : Optional.empty();
    }

    private static Optional<Target> target(TokenRequest request, Optional<Target> found) {
        if (request.credential().isPresent()) {
            return found.filter(Target::isOpen);
        }
        Target nothing = new Target(new Scope.Unscoped(), List.of());
        return switch (request.scope()) {
            case TokenRequest.WantedScope.Nothing() -> Optional.of(nothing);
            case TokenRequest.WantedScope.Default() -> Optional.of(found.filter(Target::isOpen).orElse(nothing));
            case TokenRequest.WantedScope.OfProject project -> found.filter(Target::isOpen);
            case TokenRequest.WantedScope.OfDomain domain -> found.filter(Target::isOpen);
            case TokenRequest.WantedScope.OfSystem system -> found.filter(Target::isOpen);
        };
    }

    /** A token from a token ends when the first one does: otherwise a stolen one could be renewed for ever. */
    private static Token token(
            TokenRequest request,
            Asker asker,
            Target target,
            Optional<Token> parent,
            Optional<ApplicationCredential> credential,
            Instant now,
            Fresh fresh) {
        // Whole seconds, because tokens carry no more (contract keystone §9).
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        SequencedSet<String> methods = new LinkedHashSet<>(request.methods());
        parent.ifPresent(token -> methods.addAll(token.methods()));
        List<String> auditIds = new ArrayList<>(List.of(fresh.auditId()));
        parent.ifPresent(token -> auditIds.add(token.auditIds().getLast()));
        Instant latest = parent.map(Token::expiresAt).orElse(issuedAt.plus(Token.LIFE));
        Instant end = credential.flatMap(ApplicationCredential::expiresAt).filter(latest::isAfter).orElse(latest);
        return new Token(
                fresh.hash(),
                asker.user(),
                asker.domain(),
                target.scope(),
                target.roles(),
                credential,
                List.copyOf(methods),
                auditIds,
                issuedAt,
                end);
    }
}
