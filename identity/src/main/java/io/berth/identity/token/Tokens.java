package io.berth.identity.token;

import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.identity.IdentityChange;
import io.berth.identity.directory.Account;
import io.berth.store.Store;
import org.jdbi.v3.core.Handle;

/**
 * Issues, validates and revokes tokens. A token that was seen valid is believed for {@link #BELIEVED} without asking the
 * database, so a revocation by another replica, or a role taken away, takes that long to be felt; one by this replica is
 * felt at once. The end of its life is checked at every use.
 */
public final class Tokens {
    /** How long another replica's revocation may go unnoticed. */
    public static final Duration BELIEVED = Duration.ofSeconds(5);

    /** How many tokens are remembered as valid. */
    public static final int BELIEVED_MAX = 10_000;

    /** A stem by which scanners for leaked secrets, and people, know what it is. */
    private static final String STEM = "berth_";

    private static final int SECRET_BYTES = 32;
    private static final int AUDIT_ID_BYTES = 16;

    private final Store store;
    private final Clock clock;
    private final Ids ids;
    private final Passwords passwords;
    private final Cache<TokenHash, Token> believed =
            Caffeine.newBuilder().expireAfterWrite(BELIEVED).maximumSize(BELIEVED_MAX).build();

    /** @param clock of the clients' world: they compare a token's end with their own clocks */
    public Tokens(Store store, Clock clock, Ids ids, Passwords passwords) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
        this.passwords = passwords;
        store.onCommit(this::forgetRevoked);
    }

    /** A new token: its text, known to nobody else, and what it stands for. */
    public record Issued(String text, Token token) {
        @Override
        public String toString() {
            return "Issued[" + token + "]";
        }
    }

    /** Refuses with an {@link io.berth.identity.IdentityRefusal}. */
    public Decision<Issued> issue(TokenRequest request) {
        Set<String> matched = matchedHashes(request);
        String text = STEM + random(SECRET_BYTES);
        IssueToken.Fresh fresh = new IssueToken.Fresh(TokenHash.of(text), random(AUDIT_ID_BYTES), matched);
        Decision<Token> decision = store.decide(
                handle -> TokenStore.loginView(handle, request),
                view -> IssueToken.decide(request, view, clock.now(), fresh));
        return switch (decision) {
            case Decision.Accepted<Token> yes ->
                Decision.accept(yes.changes(), new Issued(text, yes.reply()), yes.explanation());
            case Decision.Refused<Token> no -> Decision.refuse(no.refusal(), no.explanation());
        };
    }

    /** The stored hashes that the given secrets match. Found out before the transaction, which must not wait for bcrypt. */
    private Set<String> matchedHashes(TokenRequest request) {
        Set<String> matched = new LinkedHashSet<>();
        request.password().ifPresent(proof -> matchedHash(
                        proof.password(), handle -> TokenStore.account(handle, proof.user()).map(Account::passwordHash))
                .ifPresent(matched::add));
        request.credential().ifPresent(proof -> matchedHash(
                        proof.secret(),
                        handle -> TokenStore.credential(handle, proof.name()).map(IssueToken.KnownCredential::secretHash))
                .ifPresent(matched::add));
        return matched;
    }

    private Optional<String> matchedHash(String secret, Function<Handle, Optional<String>> stored) {
        Optional<String> hash = store.database().read(stored);
        if (hash.isEmpty()) {
            passwords.pretend(secret);
        }
        return hash.filter(known -> passwords.matches(secret, known));
    }

    /** The usable token of this text; absent where it is unknown, revoked, or at its end. */
    public Optional<Token> validate(String text) {
        return validate(text, false);
    }

    /** @param allowExpired takes a token up to {@link Token#EXPIRED_WINDOW} after its end */
    public Optional<Token> validate(String text, boolean allowExpired) {
        TokenHash hash = TokenHash.of(text);
        Optional<Token> known = Optional.ofNullable(believed.getIfPresent(hash)).or(() -> load(hash));
        return known.filter(token -> token.isUsable(clock.now(), allowExpired));
    }

    /** As {@link #validate} where the token was lately seen valid; never asks the database, so absence says nothing. */
    public Optional<Token> believed(String text, boolean allowExpired) {
        return Optional.ofNullable(believed.getIfPresent(TokenHash.of(text)))
                .filter(token -> token.isUsable(clock.now(), allowExpired));
    }

    /** Inside the cache's own lock for the key, so that a revocation meanwhile cannot be overwritten by what was read before it. */
    private Optional<Token> load(TokenHash hash) {
        return Optional.ofNullable(believed.asMap()
                .computeIfAbsent(
                        hash,
                        key -> store.database()
                                .read(handle -> TokenStore.tokenByHash(handle, key))
                                .orElse(null)));
    }

    /** Ends the token of this text before its time. */
    public void revoke(Token token) {
        store.write(List.of(
                new IdentityChange.TokenRevoked(token.hash(), token.auditIds().getFirst(), clock.now())));
    }

    private void forgetRevoked(List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof IdentityChange.TokenRevoked revoked) {
                believed.invalidate(revoked.hash());
            } else if (change instanceof IdentityChange.CredentialDeleted || change instanceof IdentityChange.PasswordChanged) {
                believed.invalidateAll();
            }
        }
    }

    private String random(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ids.key(bytes));
    }
}
