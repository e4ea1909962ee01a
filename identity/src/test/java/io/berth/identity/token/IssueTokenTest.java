package io.berth.identity.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.identity.IdentityChange;
import io.berth.identity.IdentityRefusal;
import io.berth.identity.IdentityRefusal.NotAuthenticated;
import io.berth.identity.IdentityRefusal.TokenNotFound;
import io.berth.identity.IdentityRefusal.UnsupportedMethod;
import io.berth.identity.directory.Account;
import io.berth.identity.directory.Domain;
import io.berth.identity.directory.Project;
import io.berth.identity.directory.Role;
import io.berth.identity.directory.Scope;
import io.berth.identity.directory.User;
import io.berth.identity.token.IssueToken.Target;
import io.berth.identity.token.TokenRequest.Named;
import io.berth.identity.token.TokenRequest.PasswordProof;
import io.berth.identity.token.TokenRequest.WantedScope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IssueTokenTest {
    private static final Instant NOW = Instant.parse("2026-11-21T01:00:00.750Z");
    private static final Domain DOMAIN = new Domain("default", "Default", "", true);
    private static final Domain CLOSED = new Domain("default", "Default", "", false);
    private static final User ANN = new User("u1", "default", "ann", true, Optional.empty());
    private static final User BOB = new User("u2", "default", "bob", true, Optional.empty());
    private static final User GONE = new User("u1", "default", "ann", false, Optional.empty());
    private static final List<Role> MEMBER = List.of(new Role("r1", "member"));
    private static final Project LAB = new Project("p1", "default", "lab", "", true);
    private static final Project SHUT = new Project("p1", "default", "lab", "", false);
    private static final Target IN_LAB = new Target(new Scope.InProject(LAB, DOMAIN), MEMBER);
    private static final WantedScope WANTED = new WantedScope.OfProject(new Named.ById("p1"));
    private static final String HASH = "the-hash";

    private static TokenRequest password(WantedScope scope) {
        PasswordProof proof = new PasswordProof(new Named.ById("u1"), "secret");
        return new TokenRequest(List.of("password"), Optional.of(proof), Optional.empty(), Optional.empty(), scope);
    }

    private static TokenRequest token(WantedScope scope) {
        return new TokenRequest(List.of("token"), Optional.empty(), Optional.of("text"), Optional.empty(), scope);
    }

    private static TokenRequest both(WantedScope scope) {
        return new TokenRequest(List.of("password", "token"), password(scope).password(), Optional.of("text"), Optional.empty(), scope);
    }

    private static Optional<Account> account(User user, Domain domain) {
        return Optional.of(new Account(user, domain, HASH));
    }

    private static Token parent(User user, Instant expiresAt) {
        return new Token(
                new TokenHash("00"), user, DOMAIN, new Scope.Unscoped(), List.of(), Optional.empty(), List.of("password"), List.of("first"),
                NOW.minusSeconds(60), expiresAt);
    }

    private static IssueToken.View view(Optional<Account> account, Optional<Token> parent, Optional<Target> target) {
        return new IssueToken.View(account, parent, Optional.empty(), target);
    }

    private static Decision<Token> decide(TokenRequest request, IssueToken.View view, Optional<String> matched) {
        return IssueToken.decide(request, view, NOW, new IssueToken.Fresh(new TokenHash("ff"), "audit", matched.stream().collect(Collectors.toSet())));
    }

    static Stream<Arguments> refusals() {
        Optional<Account> ann = account(ANN, DOMAIN);
        Optional<Token> alive = Optional.of(parent(ANN, NOW.plusSeconds(1)));
        Optional<Target> lab = Optional.of(IN_LAB);
        return Stream.of(
                Arguments.of("no method", new TokenRequest(List.of(), Optional.empty(), Optional.empty(), Optional.empty(), WANTED),
                        view(Optional.empty(), Optional.empty(), lab), HASH, new NotAuthenticated()),
                Arguments.of("an unknown method beside a good one",
                        new TokenRequest(List.of("password", "totp"), password(WANTED).password(), Optional.empty(), Optional.empty(), WANTED),
                        view(ann, Optional.empty(), lab), HASH, new UnsupportedMethod()),
                Arguments.of("an unknown user", password(WANTED),
                        view(Optional.empty(), Optional.empty(), lab), HASH, new NotAuthenticated()),
                Arguments.of("a password that was changed while it was checked", password(WANTED),
                        view(ann, Optional.empty(), lab), "older-hash", new NotAuthenticated()),
                Arguments.of("a disabled user", password(WANTED),
                        view(account(GONE, DOMAIN), Optional.empty(), lab), HASH, new NotAuthenticated()),
                Arguments.of("a user of a disabled domain", password(WANTED),
                        view(account(ANN, CLOSED), Optional.empty(), lab), HASH, new NotAuthenticated()),
                Arguments.of("no such scope", password(WANTED),
                        view(ann, Optional.empty(), Optional.empty()), HASH, new NotAuthenticated()),
                Arguments.of("a scope without a role", password(WANTED),
                        view(ann, Optional.empty(), Optional.of(new Target(IN_LAB.scope(), List.of()))), HASH,
                        new NotAuthenticated()),
                Arguments.of("a disabled project", password(WANTED),
                        view(ann, Optional.empty(), Optional.of(new Target(new Scope.InProject(SHUT, DOMAIN), MEMBER))),
                        HASH, new NotAuthenticated()),
                Arguments.of("a project of a disabled domain", password(WANTED),
                        view(ann, Optional.empty(), Optional.of(new Target(new Scope.InProject(LAB, CLOSED), MEMBER))),
                        HASH, new NotAuthenticated()),
                Arguments.of("an unknown token", token(WANTED),
                        view(Optional.empty(), Optional.empty(), lab), HASH, new TokenNotFound()),
                Arguments.of("a token without life left", token(WANTED),
                        view(Optional.empty(), Optional.of(parent(ANN, NOW)), lab), HASH, new TokenNotFound()),
                Arguments.of("a token of another user than the password", both(WANTED),
                        view(ann, Optional.of(parent(BOB, NOW.plusSeconds(1))), lab), HASH, new NotAuthenticated()),
                Arguments.of("a good token with a wrong password", both(WANTED),
                        view(ann, alive, lab), "", new NotAuthenticated()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void isRefused(
            String what, TokenRequest request, IssueToken.View view, String matched, IdentityRefusal expected) {
        Optional<String> hash = Optional.of(matched).filter(text -> !text.isEmpty());
        assertThat(decide(request, view, hash))
                .isInstanceOfSatisfying(Decision.Refused.class, no -> assertThat(no.refusal()).isEqualTo(expected));
    }

    private static Token issued(TokenRequest request, IssueToken.View view) {
        Decision<Token> decision = decide(request, view, Optional.of(HASH));
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        Decision.Accepted<Token> accepted = (Decision.Accepted<Token>) decision;
        assertThat(accepted.changes()).containsExactly(new IdentityChange.TokenIssued(accepted.reply()));
        return accepted.reply();
    }

    @Test
    void aTokenBeginsAtAWholeSecondAndLivesAnHour() {
        Token token = issued(password(WANTED), view(account(ANN, DOMAIN), Optional.empty(), Optional.of(IN_LAB)));
        assertThat(token.issuedAt()).isEqualTo("2026-11-21T01:00:00Z");
        assertThat(token.expiresAt()).isEqualTo("2026-11-21T02:00:00Z");
        assertThat(token.roles()).isEqualTo(MEMBER);
        assertThat(token.auditIds()).containsExactly("audit");
    }

    @Test
    void aTokenFromATokenKeepsItsEndItsChainAndItsMethods() {
        Instant end = NOW.plusSeconds(7);
        Token token = issued(token(WANTED), view(Optional.empty(), Optional.of(parent(ANN, end)), Optional.of(IN_LAB)));
        assertThat(token.expiresAt()).isEqualTo(end);
        assertThat(token.auditIds()).containsExactly("audit", "first");
        assertThat(token.methods()).containsExactly("token", "password");
    }

    @Test
    void withoutAScopeTheDefaultProjectIsTakenIfTheUserMayWorkThere() {
        Target closed = new Target(IN_LAB.scope(), List.of());
        WantedScope none = new WantedScope.Default();
        assertThat(issued(password(none), view(account(ANN, DOMAIN), Optional.empty(), Optional.of(IN_LAB))).scope())
                .isEqualTo(IN_LAB.scope());
        assertThat(issued(password(none), view(account(ANN, DOMAIN), Optional.empty(), Optional.of(closed))).scope())
                .isEqualTo(new Scope.Unscoped());
        assertThat(issued(password(none), view(account(ANN, DOMAIN), Optional.empty(), Optional.empty())).scope())
                .isEqualTo(new Scope.Unscoped());
    }

    @Test
    void aTokenStopsBeingUsableWithItsUserItsScopeOrItsRoles() {
        Token token = issued(password(WANTED), view(account(ANN, DOMAIN), Optional.empty(), Optional.of(IN_LAB)));
        assertThat(token.isUsable(NOW, false)).isTrue();
        assertThat(token.isUsable(token.expiresAt(), false)).isFalse();
        assertThat(token.isUsable(token.expiresAt(), true)).isTrue();
        assertThat(changed(token, GONE, token.scope(), MEMBER).isUsable(NOW, false)).isFalse();
        assertThat(changed(token, ANN, new Scope.InProject(SHUT, DOMAIN), MEMBER).isUsable(NOW, false)).isFalse();
        assertThat(changed(token, ANN, token.scope(), List.of()).isUsable(NOW, false)).isFalse();
    }

    private static Token changed(Token token, User user, Scope scope, List<Role> roles) {
        return new Token(
                token.hash(), user, DOMAIN, scope, roles, token.credential(), token.methods(), token.auditIds(), token.issuedAt(), token.expiresAt());
    }
}
