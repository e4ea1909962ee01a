package io.berth.identity;

import java.time.Instant;

import io.berth.base.Change;
import io.berth.identity.credential.ApplicationCredential;
import io.berth.identity.directory.Domain;
import io.berth.identity.directory.Project;
import io.berth.identity.directory.Role;
import io.berth.identity.directory.RoleAssignment;
import io.berth.identity.directory.User;
import io.berth.identity.token.Token;
import io.berth.identity.token.TokenHash;

/** What the identity service can change. */
public sealed interface IdentityChange extends Change {
    record DomainCreated(Domain domain) implements IdentityChange {
        @Override
        public String subject() {
            return "domain/" + domain.id();
        }
    }

    record ProjectCreated(Project project) implements IdentityChange {
        @Override
        public String subject() {
            return "project/" + project.id();
        }
    }

    record UserCreated(User user, String passwordHash) implements IdentityChange {
        @Override
        public String subject() {
            return "user/" + user.id();
        }
    }

    /** Ends the user's tokens too: whoever knew the old password may hold one. */
    record PasswordChanged(String userId, String passwordHash, Instant at) implements IdentityChange {
        @Override
        public String subject() {
            return "user/" + userId;
        }
    }

    record RoleCreated(Role role) implements IdentityChange {
        @Override
        public String subject() {
            return "role/" + role.id();
        }
    }

    record RoleImplied(String priorRoleId, String impliedRoleId) implements IdentityChange {
        @Override
        public String subject() {
            return "role/" + priorRoleId;
        }
    }

    record RoleGranted(RoleAssignment assignment) implements IdentityChange {
        @Override
        public String subject() {
            return "user/" + assignment.userId();
        }
    }

    record CredentialCreated(ApplicationCredential credential, String secretHash) implements IdentityChange {
        @Override
        public String subject() {
            return "application_credential/" + credential.id();
        }
    }

    record CredentialDeleted(String credentialId) implements IdentityChange {
        @Override
        public String subject() {
            return "application_credential/" + credentialId;
        }
    }

    record TokenIssued(Token token) implements IdentityChange {
        @Override
        public String subject() {
            return "token/" + token.auditIds().getFirst();
        }
    }

    record TokenRevoked(TokenHash hash, String auditId, Instant at) implements IdentityChange {
        @Override
        public String subject() {
            return "token/" + auditId;
        }
    }
}
