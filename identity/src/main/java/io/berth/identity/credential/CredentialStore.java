package io.berth.identity.credential;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jdbi.v3.core.Handle;

import io.berth.identity.directory.DirectoryStore;
import io.berth.identity.directory.Role;

/** The SQL of application credentials. */
public final class CredentialStore {
    /** How many a user may have. */
    public static final int PER_USER_MAX = 1_000;

    private CredentialStore() {}

    public static void insert(Handle tx, ApplicationCredential credential, String secretHash) {
        tx.createUpdate("""
                INSERT INTO identity.application_credential (
                       id, account_id, project_id, name, description, secret_hash, role_ids, expires_at, unrestricted)
                VALUES (:id, :userId, :projectId, :name, :description, :secretHash, :roleIds, :expiresAt, :unrestricted)
                """)
                .bind("id", credential.id())
                .bind("userId", credential.userId())
                .bind("projectId", credential.projectId())
                .bind("name", credential.name())
                .bind("description", credential.description())
                .bind("secretHash", secretHash)
                .bindArray("roleIds", String.class, credential.roles().stream().map(Role::id).toList())
                .bind("expiresAt", credential.expiresAt().map(instant -> instant.atOffset(ZoneOffset.UTC)))
                .bind("unrestricted", credential.isUnrestricted())
                .execute();
    }

    public static void delete(Handle tx, String id) {
        tx.createUpdate("DELETE FROM identity.application_credential WHERE id = :id").bind("id", id).execute();
    }

    public static Optional<ApplicationCredential> byId(Handle handle, String id) {
        return handle.createQuery("""
                SELECT id, account_id, project_id, name, description, role_ids, expires_at, unrestricted
                  FROM identity.application_credential WHERE id = :id
                """)
                .bind("id", id)
                .map((row, context) -> credential(row, roles(handle)))
                .findOne();
    }

    public static Optional<ApplicationCredential> byName(Handle handle, String userId, String name) {
        return ofUser(handle, userId).stream().filter(credential -> credential.name().equals(name)).findFirst();
    }

    /** All of a user's, by name. */
    public static List<ApplicationCredential> ofUser(Handle handle, String userId) {
        return handle.createQuery("""
                SELECT id, account_id, project_id, name, description, role_ids, expires_at, unrestricted
                  FROM identity.application_credential WHERE account_id = :userId ORDER BY name LIMIT :limit
                """)
                .bind("userId", userId)
                .bind("limit", PER_USER_MAX)
                .map((row, context) -> credential(row, roles(handle)))
                .list();
    }

    /** As {@link #ofUser}, for who is about to add one: whoever else is waits until this transaction ends. */
    public static List<ApplicationCredential> lockedOfUser(Handle tx, String userId) {
        tx.createQuery("SELECT id FROM identity.account WHERE id = :userId FOR UPDATE")
                .bind("userId", userId)
                .mapTo(String.class)
                .one();
        return ofUser(tx, userId);
    }

    /** Keeps it from being deleted until the transaction ends; false where it is gone. */
    public static boolean hold(Handle tx, String id) {
        return tx.createQuery("SELECT id FROM identity.application_credential WHERE id = :id FOR KEY SHARE")
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    public static Optional<String> secretHashOf(Handle handle, String id) {
        return handle.createQuery("SELECT secret_hash FROM identity.application_credential WHERE id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    private static List<Role> roles(Handle handle) {
        return DirectoryStore.roles(handle);
    }

    private static ApplicationCredential credential(ResultSet row, List<Role> known) throws SQLException {
        Set<String> roleIds = Set.copyOf(Arrays.asList((String[]) row.getArray("role_ids").getArray()));
        return new ApplicationCredential(
                row.getString("id"),
                row.getString("account_id"),
                row.getString("project_id"),
                row.getString("name"),
                Optional.ofNullable(row.getString("description")),
                known.stream().filter(role -> roleIds.contains(role.id())).toList(),
                Optional.ofNullable(row.getObject("expires_at", OffsetDateTime.class)).map(OffsetDateTime::toInstant),
                row.getBoolean("unrestricted"));
    }
}
