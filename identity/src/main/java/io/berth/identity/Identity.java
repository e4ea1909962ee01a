package io.berth.identity;

import java.util.List;
import java.util.Optional;

import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.http.Api;
import io.berth.http.Authenticator;
import io.berth.http.Policy;
import io.berth.identity.auth.BuiltinAuthenticator;
import io.berth.identity.bootstrap.Bootstrap;
import io.berth.identity.catalog.Catalog;
import io.berth.identity.credential.Credentials;
import io.berth.identity.directory.DirectoryStore;
import io.berth.identity.directory.Project;
import io.berth.identity.token.Passwords;
import io.berth.identity.token.IdentityStore;
import io.berth.identity.token.Tokens;
import io.berth.identity.wire.IdentityApi;
import io.berth.store.Store;

/** The built-in identity service, put together: what the wiring needs of it. */
public final class Identity {
    private final Store store;
    private final Clock clock;
    private final Ids ids;
    private final Passwords passwords;
    private final Tokens tokens;
    private final Credentials credentials;

    /**
     * Registers the room's changes with the store.
     *
     * @param clock the clients' time, never a moved one: clients compare a token's end with their own clocks
     */
    public Identity(Store store, Clock clock, Ids ids) {
        this(store, clock, ids, new Passwords(ids));
    }

    public Identity(Store store, Clock clock, Ids ids, Passwords passwords) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
        this.passwords = passwords;
        store.writes(IdentityChange.class, IdentityStore::write);
        this.tokens = new Tokens(store, clock, ids, passwords);
        this.credentials = new Credentials(store, clock, ids, passwords, tokens);
    }

    /** To be run at every start, after the migrations. */
    public Bootstrap bootstrap(Optional<String> adminPassword) {
        return Bootstrap.of(store, clock, passwords, ids, adminPassword);
    }

    public boolean hasProject(String id) {
        return store.database().read(handle -> DirectoryStore.projectById(handle, id)).isPresent();
    }

    /** All projects, of all domains, but at most {@link DirectoryStore#LIST_MAX}. */
    public List<Project> projects() {
        return store.database().read(DirectoryStore::projects);
    }

    public Authenticator authenticator() {
        return new BuiltinAuthenticator(tokens);
    }

    /** The API at {@code /identity}; {@link io.berth.identity.wire.Discovery#atRoot} points to it from the server's root. */
    public Api api(Catalog catalog, Policy policy) {
        return new IdentityApi(tokens, credentials, store.database(), catalog, policy);
    }

    public Tokens tokens() {
        return tokens;
    }
}
