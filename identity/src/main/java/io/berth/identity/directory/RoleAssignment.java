package io.berth.identity.directory;

/** That a user has a role, and where. */
public record RoleAssignment(String userId, String roleId, Place place) {
    public sealed interface Place {
        record OnProject(String projectId) implements Place {}

        record OnDomain(String domainId) implements Place {}

        record OnSystem() implements Place {}
    }
}
