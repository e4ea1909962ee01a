package io.berth.identity.token;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jdbi.v3.core.Handle;

import io.berth.identity.credential.ApplicationCredential;
import io.berth.identity.credential.CredentialStore;
import io.berth.identity.directory.Account;
import io.berth.identity.directory.DirectoryStore;
import io.berth.identity.directory.Domain;
import io.berth.identity.directory.Project;
import io.berth.identity.directory.Role;
import io.berth.identity.directory.Scope;
import io.berth.identity.directory.User;
import io.berth.identity.token.TokenRequest.CredentialName;
import io.berth.identity.token.TokenRequest.DomainName;
import io.berth.identity.token.TokenRequest.Named;
import io.berth.identity.token.TokenRequest.WantedScope;

/** The SQL of tokens, and what a login needs to know. */
public final class TokenStore {
    /** How many tokens that ended long ago each new one sweeps away: the table stays as large as what is in use. */
    private static final int SWEPT_MAX = 10;

    private TokenStore() {}

    static void insert(Handle tx, Token token) {
        tx.createUpdate("""
                INSERT INTO identity.token (
                       hash, account_id, project_id, domain_id, is_system, methods, audit_ids, issued_at, expires_at,
                       application_credential_id)
                VALUES (:hash, :userId, :projectId, :domainId, :isSystem, :methods, :auditIds, :issuedAt, :expiresAt,
                       :credentialId)
                """)
                .bind("hash", token.hash().hex())
                .bind("userId", token.user().id())
                .bind("projectId", token.scope() instanceof Scope.InProject in ? Optional.of(in.project().id()) : Optional.empty())
                .bind("domainId", token.scope() instanceof Scope.InDomain in ? Optional.of(in.domain().id()) : Optional.empty())
                .bind("isSystem", token.scope() instanceof Scope.InSystem)
                .bindArray("methods", String.class, token.methods())
                .bindArray("auditIds", String.class, token.auditIds())
                .bind("issuedAt", utc(token.issuedAt()))
                .bind("expiresAt", utc(token.expiresAt()))
                .bind("credentialId", token.credential().map(ApplicationCredential::id))
                .execute();
    }

    static void sweep(Handle tx, Instant endedBefore) {
        tx.createUpdate("""
                DELETE FROM identity.token WHERE hash IN (
                       SELECT hash FROM identity.token WHERE expires_at < :endedBefore
                        ORDER BY expires_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                """).bind("endedBefore", utc(endedBefore)).bind("limit", SWEPT_MAX).execute();
    }

    static void revoke(Handle tx, TokenHash hash, Instant at) {
        tx.createUpdate("UPDATE identity.token SET revoked_at = :at WHERE hash = :hash AND revoked_at IS NULL")
                .bind("at", utc(at))
                .bind("hash", hash.hex())
                .execute();
    }

    static void revokeAllOf(Handle tx, String userId, Instant at) {
        tx.createUpdate("UPDATE identity.token SET revoked_at = :at WHERE account_id = :userId AND revoked_at IS NULL")
                .bind("at", utc(at))
                .bind("userId", userId)
                .execute();
    }

    /** The token as it is now; absent where it is unknown or revoked. It may have expired. */
    public static Optional<Token> tokenByHash(Handle handle, TokenHash hash) {
        return handle.createQuery("""
                SELECT token.methods, token.audit_ids, token.issued_at, token.expires_at, token.is_system,
                       token.application_credential_id,
                       account.id AS user_id, account.domain_id AS user_domain_id, account.name AS user_name,
                       account.enabled AS user_enabled, account.default_project_id,
                       home.id AS home_id, home.name AS home_name, home.description AS home_description,
                       home.enabled AS home_enabled,
                       project.id AS project_id, project.domain_id AS project_domain_id, project.name AS project_name,
                       project.description AS project_description, project.enabled AS project_enabled,
                       scope.id AS scope_id, scope.name AS scope_name, scope.description AS scope_description,
                       scope.enabled AS scope_enabled
                  FROM identity.token
                  JOIN identity.account ON account.id = token.account_id
                  JOIN identity.domain AS home ON home.id = account.domain_id
                  LEFT JOIN identity.project ON project.id = token.project_id
                  LEFT JOIN identity.domain AS scope ON scope.id = coalesce(project.domain_id, token.domain_id)
                 WHERE token.hash = :hash AND token.revoked_at IS NULL
                """)
                .bind("hash", hash.hex())
                .map((row, context) -> token(
                        row, hash, Optional.ofNullable(row.getString("application_credential_id"))
                                .flatMap(id -> CredentialStore.byId(handle, id))))
                .findOne()
                .map(token -> withRoles(handle, token));
    }

    private static Token withRoles(Handle handle, Token token) {
        return new Token(
                token.hash(),
                token.user(),
                token.userDomain(),
                token.scope(),
                passed(DirectoryStore.rolesHeld(handle, token.user().id(), token.scope()), token.credential()),
                token.credential(),
                token.methods(),
                token.auditIds(),
                token.issuedAt(),
                token.expiresAt());
    }

    private static Token token(ResultSet row, TokenHash hash, Optional<ApplicationCredential> credential)
            throws SQLException {
        return new Token(
                hash,
                DirectoryStore.user(row),
                DirectoryStore.domain(row, "home_"),
                scope(row),
                List.of(),
                credential,
                texts(row.getArray("methods")),
                texts(row.getArray("audit_ids")),
                row.getObject("issued_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    private static Scope scope(ResultSet row) throws SQLException {
        if (row.getBoolean("is_system")) {
            return new Scope.InSystem();
        }
        if (Optional.ofNullable(row.getString("scope_id")).isEmpty()) {
            return new Scope.Unscoped();
        }
        Domain domain = DirectoryStore.domain(row, "scope_");
        if (Optional.ofNullable(row.getString("project_id")).isEmpty()) {
            return new Scope.InDomain(domain);
        }
        Project project = new Project(
                row.getString("project_id"),
                row.getString("project_domain_id"),
                row.getString("project_name"),
                row.getString("project_description"),
                row.getBoolean("project_enabled"));
        return new Scope.InProject(project, domain);
    }

    /** Everything that deciding on a token needs. */
    public static IssueToken.View loginView(Handle handle, TokenRequest request) {
        Optional<Account> account = request.password().flatMap(proof -> account(handle, proof.user()));
        Optional<Token> parent = request.token().flatMap(text -> tokenByHash(handle, TokenHash.of(text)));
        Optional<IssueToken.KnownCredential> known =
                request.credential().flatMap(proof -> credential(handle, proof.name()))
                        .filter(found -> CredentialStore.hold(handle, found.credential().id()));
        Optional<ApplicationCredential> credential = known.map(IssueToken.KnownCredential::credential);
        Optional<User> user = account.map(Account::user)
                .or(() -> known.map(found -> found.owner().user()))
                .or(() -> parent.map(Token::user));
        WantedScope wanted = credential
                .<WantedScope>map(found -> new WantedScope.OfProject(new Named.ById(found.projectId())))
                .orElse(request.scope());
        Optional<IssueToken.Target> target = user.flatMap(asker -> scope(handle, asker, wanted)
                .map(scope -> new IssueToken.Target(
                        scope, passed(DirectoryStore.rolesHeld(handle, asker.id(), scope), credential))));
        return new IssueToken.View(account, parent, known, target);
    }

    private static List<Role> passed(List<Role> held, Optional<ApplicationCredential> credential) {
        return credential.map(each -> each.pass(held)).orElse(held);
    }

    /** The application credential that a login names, with its owner. */
    static Optional<IssueToken.KnownCredential> credential(Handle handle, CredentialName name) {
        Optional<ApplicationCredential> credential = switch (name) {
            case CredentialName.ById(String id) -> CredentialStore.byId(handle, id);
            case CredentialName.ByName(String text, Named user) ->
                account(handle, user).flatMap(owner -> CredentialStore.byName(handle, owner.user().id(), text));
        };
        return credential.flatMap(known -> CredentialStore.secretHashOf(handle, known.id())
                .flatMap(hash -> account(handle, new Named.ById(known.userId()))
                        .map(owner -> new IssueToken.KnownCredential(known, hash, owner))));
    }

    /** The account that a login names. */
    public static Optional<Account> account(Handle handle, Named name) {
        Optional<User> user = switch (name) {
            case Named.ById(String id) -> DirectoryStore.userById(handle, id);
            case Named.ByName(String text, DomainName domain) ->
                domain(handle, domain).flatMap(home -> DirectoryStore.userByName(handle, home.id(), text));
        };
        return user.flatMap(known -> DirectoryStore.domainById(handle, known.domainId())
                .flatMap(home -> DirectoryStore.passwordHashOf(handle, known.id())
                        .map(hash -> new Account(known, home, hash))));
    }

    private static Optional<Scope> scope(Handle handle, User user, WantedScope wanted) {
        return switch (wanted) {
            case WantedScope.Nothing() -> Optional.of(new Scope.Unscoped());
            case WantedScope.OfSystem() -> Optional.of(new Scope.InSystem());
            case WantedScope.OfDomain(DomainName domain) -> domain(handle, domain).map(Scope.InDomain::new);
            case WantedScope.OfProject(Named project) -> project(handle, project);
            case WantedScope.Default() ->
                user.defaultProjectId().flatMap(id -> project(handle, new Named.ById(id)));
        };
    }

    private static Optional<Scope> project(Handle handle, Named name) {
        Optional<Project> project = switch (name) {
            case Named.ById(String id) -> DirectoryStore.projectById(handle, id);
            case Named.ByName(String text, DomainName domain) ->
                domain(handle, domain).flatMap(home -> DirectoryStore.projectByName(handle, home.id(), text));
        };
        return project.flatMap(known -> DirectoryStore.domainById(handle, known.domainId())
                .map(home -> new Scope.InProject(known, home)));
    }

    private static Optional<Domain> domain(Handle handle, DomainName name) {
        return switch (name) {
            case DomainName.ById(String id) -> DirectoryStore.domainById(handle, id);
            case DomainName.ByName(String text) -> DirectoryStore.domainByName(handle, text);
        };
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
