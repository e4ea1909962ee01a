package io.berth.identity.directory;

import org.jdbi.v3.core.Handle;

/** The SQL that writes domains, projects, users, roles and who has which role where. */
public final class DirectoryWritesStore {
    private DirectoryWritesStore() {}

    public static void insertDomain(Handle tx, Domain domain) {
        tx.createUpdate("""
                INSERT INTO identity.domain (id, name, description, enabled) VALUES (:id, :name, :description, :enabled)
                """)
                .bind("id", domain.id())
                .bind("name", domain.name())
                .bind("description", domain.description())
                .bind("enabled", domain.isEnabled())
                .execute();
    }

    public static void insertProject(Handle tx, Project project) {
        tx.createUpdate("""
                INSERT INTO identity.project (id, domain_id, name, description, enabled)
                VALUES (:id, :domainId, :name, :description, :enabled)
                """)
                .bind("id", project.id())
                .bind("domainId", project.domainId())
                .bind("name", project.name())
                .bind("description", project.description())
                .bind("enabled", project.isEnabled())
                .execute();
    }

    public static void insertUser(Handle tx, User user, String passwordHash) {
        tx.createUpdate("""
                INSERT INTO identity.account (id, domain_id, name, enabled, password_hash, default_project_id)
                VALUES (:id, :domainId, :name, :enabled, :passwordHash, :defaultProjectId)
                """)
                .bind("id", user.id())
                .bind("domainId", user.domainId())
                .bind("name", user.name())
                .bind("enabled", user.isEnabled())
                .bind("passwordHash", passwordHash)
                .bind("defaultProjectId", user.defaultProjectId())
                .execute();
    }

    public static void updatePassword(Handle tx, String userId, String passwordHash) {
        tx.createUpdate("UPDATE identity.account SET password_hash = :passwordHash WHERE id = :id")
                .bind("id", userId)
                .bind("passwordHash", passwordHash)
                .execute();
    }

    public static void insertRole(Handle tx, Role role) {
        tx.createUpdate("INSERT INTO identity.role (id, name) VALUES (:id, :name)")
                .bind("id", role.id())
                .bind("name", role.name())
                .execute();
    }

    public static void insertImpliedRole(Handle tx, String priorRoleId, String impliedRoleId) {
        tx.createUpdate("""
                INSERT INTO identity.implied_role (prior_role_id, implied_role_id) VALUES (:prior, :implied)
                ON CONFLICT DO NOTHING
                """).bind("prior", priorRoleId).bind("implied", impliedRoleId).execute();
    }

    public static void insertAssignment(Handle tx, RoleAssignment assignment) {
        tx.createUpdate("""
                INSERT INTO identity.role_assignment (account_id, role_id, project_id, domain_id)
                VALUES (:userId, :roleId, :projectId, :domainId)
                ON CONFLICT DO NOTHING
                """)
                .bind("userId", assignment.userId())
                .bind("roleId", assignment.roleId())
                .bind("projectId", DirectoryStore.projectId(assignment.place()))
                .bind("domainId", DirectoryStore.domainId(assignment.place()))
                .execute();
    }
}
