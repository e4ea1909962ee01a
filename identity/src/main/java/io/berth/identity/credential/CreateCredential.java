package io.berth.identity.credential;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.berth.base.Decision;
import io.berth.identity.IdentityChange;
import io.berth.identity.IdentityRefusal;
import io.berth.identity.directory.Role;
import io.berth.identity.directory.Scope;
import io.berth.identity.token.Token;

/** Decides whether the bearer of a token may have an application credential made. */
public final class CreateCredential {
    private CreateCredential() {}

    /** @param roles ids or names of some of the bearer's; none for all that the bearer has */
    public record Wanted(
            String name, Optional<String> description, Set<String> roles, Optional<Instant> expiresAt, boolean isUnrestricted) {
        public Wanted {
            roles = Set.copyOf(roles);
        }
    }

    /** @param existing the bearer's */
    public static Decision<ApplicationCredential> decide(
            Wanted wanted, Token bearer, List<ApplicationCredential> existing, Instant now, String id, String secretHash) {
        boolean isRestricted =
                bearer.credential().map(credential -> !credential.isUnrestricted()).orElse(false);
        if (isRestricted) {
            return Decision.refuse(new IdentityRefusal.CredentialForbidden());
        }
        if (!(bearer.scope() instanceof Scope.InProject scope)) {
            return Decision.refuse(new IdentityRefusal.CredentialNotPossible("the token is not scoped to a project"));
        }
        if (existing.stream().anyMatch(other -> other.name().equals(wanted.name()))) {
            return Decision.refuse(new IdentityRefusal.CredentialExists(wanted.name()));
        }
        if (existing.size() >= CredentialStore.PER_USER_MAX) {
            return Decision.refuse(new IdentityRefusal.CredentialNotPossible(
                    "a user may have " + CredentialStore.PER_USER_MAX + " application credentials"));
        }
        if (wanted.expiresAt().filter(end -> !end.isAfter(now)).isPresent()) {
            return Decision.refuse(new IdentityRefusal.CredentialNotPossible("expires_at is in the past"));
        }
        List<Role> roles = bearer.roles().stream()
                .filter(role -> wanted.roles().isEmpty() || isWanted(role, wanted))
                .toList();
        boolean allHeld = wanted.roles().stream()
                .allMatch(name -> roles.stream().anyMatch(role -> role.id().equals(name) || role.name().equals(name)));
        if (!allHeld) {
            return Decision.refuse(new IdentityRefusal.CredentialNotPossible(
                    "a role was asked for that the user does not have on the project"));
        }
        ApplicationCredential credential = new ApplicationCredential(
                id, bearer.user().id(), scope.project().id(), wanted.name(), wanted.description(), roles,
                wanted.expiresAt(), wanted.isUnrestricted());
        return Decision.accept(List.of(new IdentityChange.CredentialCreated(credential, secretHash)), credential);
    }

    private static boolean isWanted(Role role, Wanted wanted) {
        return wanted.roles().contains(role.id()) || wanted.roles().contains(role.name());
    }
}
