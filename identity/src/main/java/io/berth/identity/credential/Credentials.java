package io.berth.identity.credential;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.identity.IdentityChange;
import io.berth.identity.IdentityRefusal;
import io.berth.identity.token.Passwords;
import io.berth.identity.token.Token;
import io.berth.identity.token.Tokens;
import io.berth.store.Store;

/** Makes, lists and takes away application credentials. */
public final class Credentials {
    private static final int SECRET_BYTES = 32;

    private final Store store;
    private final Clock clock;
    private final Ids ids;
    private final Passwords passwords;
    private final Tokens tokens;

    public Credentials(Store store, Clock clock, Ids ids, Passwords passwords, Tokens tokens) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
        this.passwords = passwords;
        this.tokens = tokens;
    }

    /** @param secret in clear: this is the only time that it can be shown */
    public record Created(ApplicationCredential credential, String secret) {
        @Override
        public String toString() {
            return "Created[" + credential + "]";
        }
    }

    /**
     * @param secret the user's own; where absent, one is made
     * @param bearer the text of the token of the user for whom the credential will act
     */
    public Decision<Created> create(CreateCredential.Wanted wanted, Optional<String> secret, String bearer) {
        Optional<Token> token = tokens.validate(bearer);
        if (token.isEmpty()) {
            return Decision.refuse(new IdentityRefusal.NotAuthenticated());
        }
        String text = secret.orElseGet(
                () -> Base64.getUrlEncoder().withoutPadding().encodeToString(ids.key(SECRET_BYTES)));
        String hash = passwords.hash(text);
        String id = ids.uuid().toString().replace("-", "");
        Decision<ApplicationCredential> decision = store.decide(
                tx -> CredentialStore.lockedOfUser(tx, token.get().user().id()),
                existing -> CreateCredential.decide(wanted, token.get(), existing, clock.now(), id, hash));
        return switch (decision) {
            case Decision.Accepted<ApplicationCredential> yes ->
                Decision.accept(yes.changes(), new Created(yes.reply(), text));
            case Decision.Refused<ApplicationCredential> no -> Decision.refuse(no.refusal());
        };
    }

    public List<ApplicationCredential> ofUser(String userId) {
        return store.database().read(handle -> CredentialStore.ofUser(handle, userId));
    }

    /** Its tokens end with it. */
    public Decision<ApplicationCredential> delete(ApplicationCredential credential, String bearer) {
        boolean isRestricted = tokens.validate(bearer)
                .flatMap(Token::credential)
                .map(own -> !own.isUnrestricted())
                .orElse(false);
        if (isRestricted) {
            return Decision.refuse(new IdentityRefusal.CredentialForbidden());
        }
        List<IdentityChange> changes = List.of(new IdentityChange.CredentialDeleted(credential.id()));
        store.write(changes);
        return Decision.accept(changes, credential);
    }
}
