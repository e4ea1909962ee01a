package io.berth.identity.credential;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.berth.identity.directory.Role;

/**
 * A name and a secret with which a program acts for a user on one project, with some of the user's roles and without the
 * user's password (contract keystone §9, §11).
 *
 * @param expiresAt absent where it holds until it is deleted
 * @param isUnrestricted whether its tokens may make and delete application credentials
 */
public record ApplicationCredential(
        String id,
        String userId,
        String projectId,
        String name,
        Optional<String> description,
        List<Role> roles,
        Optional<Instant> expiresAt,
        boolean isUnrestricted) {
    public ApplicationCredential {
        roles = List.copyOf(roles);
    }

    public boolean isAlive(Instant now) {
        return expiresAt.map(now::isBefore).orElse(true);
    }

    /** Those of the roles held that the credential passes on. */
    public List<Role> pass(List<Role> held) {
        return held.stream().filter(roles::contains).toList();
    }
}
