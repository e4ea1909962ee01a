package io.berth.http;

import java.util.Optional;
import java.util.Set;

/**
 * Who asks, as their token says (contract keystone §4).
 *
 * @param roles names, implied ones included
 * @param projectId absent where the token is not scoped to a project
 * @param domainId absent where the token is not scoped to a domain
 */
public record Caller(
        String userId,
        String userName,
        String userDomainId,
        Optional<String> projectId,
        Optional<String> projectName,
        Optional<String> projectDomainId,
        Optional<String> domainId,
        boolean isSystemScoped,
        Set<String> roles) {

    /** Nobody in particular, on routes that ask for no token. */
    public static final Caller ANONYMOUS = new Caller(
            "",
            "",
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Set.of());

    public Caller {
        roles = Set.copyOf(roles);
    }

    public static Caller ofProject(String userId, String projectId, Set<String> roles) {
        return new Caller(
                userId,
                userId,
                "default",
                Optional.of(projectId),
                Optional.of(projectId),
                Optional.of("default"),
                Optional.empty(),
                false,
                roles);
    }

    /** One whose token is for the system, and so for no project. */
    public static Caller ofSystem(String userId, Set<String> roles) {
        return new Caller(
                userId,
                userId,
                "default",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                roles);
    }

    /** Role names compare without regard to case. */
    public boolean hasRole(String role) {
        return roles.stream().anyMatch(role::equalsIgnoreCase);
    }
}
