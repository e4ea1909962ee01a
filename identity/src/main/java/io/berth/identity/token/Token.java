package io.berth.identity.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.berth.identity.credential.ApplicationCredential;
import io.berth.identity.directory.Domain;
import io.berth.identity.directory.Role;
import io.berth.identity.directory.Scope;
import io.berth.identity.directory.User;

/**
 * What a token stands for, without the token itself. Roles and names are those of now, not of the time of issue: taking a
 * role away or disabling a project changes the tokens that exist.
 *
 * @param roles implied ones included, by name; none where unscoped
 * @param methods how the bearer proved who they are: {@code password}; {@code token, password}
 * @param credential the application credential that it was got with, if it was
 * @param auditIds its own id, then that of the token that it descends from
 */
public record Token(
        TokenHash hash,
        User user,
        Domain userDomain,
        Scope scope,
        List<Role> roles,
        Optional<ApplicationCredential> credential,
        List<String> methods,
        List<String> auditIds,
        Instant issuedAt,
        Instant expiresAt) {

    /** {@code [token]/expiration} (contract keystone §9). */
    public static final Duration LIFE = Duration.ofSeconds(3_600);

    /** {@code [token]/allow_expired_window}: how long after its end a service may still act on it (contract keystone §2). */
    public static final Duration EXPIRED_WINDOW = Duration.ofSeconds(172_800);

    public Token {
        roles = List.copyOf(roles);
        methods = List.copyOf(methods);
        auditIds = List.copyOf(auditIds);
    }

    /** Whether it may be used at this moment; a token that has no life left may not. */
    public boolean isUsable(Instant now, boolean allowExpired) {
        Instant end = allowExpired ? expiresAt.plus(EXPIRED_WINDOW) : expiresAt;
        boolean holds = scope instanceof Scope.Unscoped || !roles.isEmpty();
        boolean isPassedOn = credential.map(each -> each.isAlive(now)).orElse(true);
        return isPassedOn && now.isBefore(end) && user.isEnabled() && userDomain.isEnabled() && scope.isEnabled() && holds;
    }
}
