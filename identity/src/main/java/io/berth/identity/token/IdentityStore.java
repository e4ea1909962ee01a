package io.berth.identity.token;

import org.jdbi.v3.core.Handle;

import io.berth.identity.IdentityChange;
import io.berth.identity.credential.CredentialStore;
import io.berth.identity.directory.DirectoryWritesStore;

/** Sends each change of the room to the SQL that writes it. */
public final class IdentityStore {
    private IdentityStore() {}

    public static void write(Handle tx, IdentityChange change) {
        switch (change) {
            case IdentityChange.DomainCreated it -> DirectoryWritesStore.insertDomain(tx, it.domain());
            case IdentityChange.ProjectCreated it -> DirectoryWritesStore.insertProject(tx, it.project());
            case IdentityChange.UserCreated it -> DirectoryWritesStore.insertUser(tx, it.user(), it.passwordHash());
            case IdentityChange.PasswordChanged it -> {
                DirectoryWritesStore.updatePassword(tx, it.userId(), it.passwordHash());
                TokenStore.revokeAllOf(tx, it.userId(), it.at());
            }
            case IdentityChange.RoleCreated it -> DirectoryWritesStore.insertRole(tx, it.role());
            case IdentityChange.RoleImplied it ->
                DirectoryWritesStore.insertImpliedRole(tx, it.priorRoleId(), it.impliedRoleId());
            case IdentityChange.RoleGranted it -> DirectoryWritesStore.insertAssignment(tx, it.assignment());
            case IdentityChange.CredentialCreated it -> CredentialStore.insert(tx, it.credential(), it.secretHash());
            case IdentityChange.CredentialDeleted it -> CredentialStore.delete(tx, it.credentialId());
            case IdentityChange.TokenIssued it -> {
                TokenStore.insert(tx, it.token());
                TokenStore.sweep(tx, it.token().issuedAt().minus(Token.EXPIRED_WINDOW));
            }
            case IdentityChange.TokenRevoked it -> TokenStore.revoke(tx, it.hash(), it.at());
        }
    }
}
