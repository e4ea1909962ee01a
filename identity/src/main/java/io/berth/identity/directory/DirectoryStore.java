package io.berth.identity.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import org.jdbi.v3.core.Handle;

import io.berth.identity.directory.RoleAssignment.Place;

/** The SQL that reads domains, projects, users, roles and who has which role where. */
public final class DirectoryStore {
    /** The longest list that is answered; the service has no pages (contract keystone §11). */
    public static final int LIST_MAX = 10_000;

    /** Any number that nothing else locks: the letters "idnt". */
    private static final long FILLING_LOCK = 0x69646e74;

    private DirectoryStore() {}

    /** Lets one replica at a time fill an empty directory, until its transaction ends. */
    public static void lockForFilling(Handle tx) {
        tx.createQuery("SELECT 1 FROM pg_advisory_xact_lock(:lock)")
                .bind("lock", FILLING_LOCK)
                .mapTo(Integer.class)
                .one();
    }

    static Optional<String> projectId(Place place) {
        return place instanceof Place.OnProject(String id) ? Optional.of(id) : Optional.empty();
    }

    static Optional<String> domainId(Place place) {
        return place instanceof Place.OnDomain(String id) ? Optional.of(id) : Optional.empty();
    }

    public static Optional<Domain> domainById(Handle handle, String id) {
        return handle.createQuery("SELECT id, name, description, enabled FROM identity.domain WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> domain(row, ""))
                .findOne();
    }

    public static Optional<Domain> domainByName(Handle handle, String name) {
        return handle.createQuery("SELECT id, name, description, enabled FROM identity.domain WHERE name = :name")
                .bind("name", name)
                .map((row, context) -> domain(row, ""))
                .findOne();
    }

    public static List<Domain> domains(Handle handle) {
        return handle.createQuery("""
                SELECT id, name, description, enabled FROM identity.domain ORDER BY name LIMIT :limit
                """).bind("limit", LIST_MAX).map((row, context) -> domain(row, "")).list();
    }

    public static Optional<Project> projectById(Handle handle, String id) {
        return handle.createQuery("""
                SELECT id, domain_id, name, description, enabled FROM identity.project WHERE id = :id
                """).bind("id", id).map((row, context) -> project(row)).findOne();
    }

    public static Optional<Project> projectByName(Handle handle, String domainId, String name) {
        return handle.createQuery("""
                SELECT id, domain_id, name, description, enabled FROM identity.project
                 WHERE domain_id = :domainId AND name = :name
                """)
                .bind("domainId", domainId)
                .bind("name", name)
                .map((row, context) -> project(row))
                .findOne();
    }

    public static List<Project> projects(Handle handle) {
        return handle.createQuery("""
                SELECT id, domain_id, name, description, enabled FROM identity.project
                 ORDER BY domain_id, name LIMIT :limit
                """).bind("limit", LIST_MAX).map((row, context) -> project(row)).list();
    }

    /** The enabled projects on which the user has a role. */
    public static List<Project> projectsOf(Handle handle, String userId) {
        return handle.createQuery("""
                SELECT id, domain_id, name, description, enabled FROM identity.project
                 WHERE enabled AND id IN (
                       SELECT project_id FROM identity.role_assignment WHERE account_id = :userId)
                 ORDER BY domain_id, name LIMIT :limit
                """)
                .bind("userId", userId)
                .bind("limit", LIST_MAX)
                .map((row, context) -> project(row))
                .list();
    }

    /** The enabled domains on which the user has a role. */
    public static List<Domain> domainsOf(Handle handle, String userId) {
        return handle.createQuery("""
                SELECT id, name, description, enabled FROM identity.domain
                 WHERE enabled AND id IN (
                       SELECT domain_id FROM identity.role_assignment WHERE account_id = :userId)
                 ORDER BY name LIMIT :limit
                """)
                .bind("userId", userId)
                .bind("limit", LIST_MAX)
                .map((row, context) -> domain(row, ""))
                .list();
    }

    public static Optional<User> userById(Handle handle, String id) {
        return handle.createQuery("""
                SELECT id AS user_id, domain_id AS user_domain_id, name AS user_name, enabled AS user_enabled,
                       default_project_id
                  FROM identity.account WHERE id = :id
                """).bind("id", id).map((row, context) -> user(row)).findOne();
    }

    public static Optional<User> userByName(Handle handle, String domainId, String name) {
        return handle.createQuery("""
                SELECT id AS user_id, domain_id AS user_domain_id, name AS user_name, enabled AS user_enabled,
                       default_project_id
                  FROM identity.account WHERE domain_id = :domainId AND name = :name
                """)
                .bind("domainId", domainId)
                .bind("name", name)
                .map((row, context) -> user(row))
                .findOne();
    }

    public static List<User> users(Handle handle) {
        return handle.createQuery("""
                SELECT id AS user_id, domain_id AS user_domain_id, name AS user_name, enabled AS user_enabled,
                       default_project_id
                  FROM identity.account ORDER BY domain_id, name LIMIT :limit
                """).bind("limit", LIST_MAX).map((row, context) -> user(row)).list();
    }

    public static Optional<String> passwordHashOf(Handle handle, String userId) {
        return handle.createQuery("SELECT password_hash FROM identity.account WHERE id = :id")
                .bind("id", userId)
                .mapTo(String.class)
                .findOne();
    }

    public static List<Role> roles(Handle handle) {
        return handle.createQuery("SELECT id, name FROM identity.role ORDER BY name LIMIT :limit")
                .bind("limit", LIST_MAX)
                .map((row, context) -> new Role(row.getString("id"), row.getString("name")))
                .list();
    }

    /** The roles that a user has in a scope, with those that they imply, by name. */
    public static List<Role> rolesHeld(Handle handle, String userId, Scope scope) {
        Optional<Place> place = switch (scope) {
            case Scope.InProject(Project project, Domain domain) -> Optional.of(new Place.OnProject(project.id()));
            case Scope.InDomain(Domain domain) -> Optional.of(new Place.OnDomain(domain.id()));
            case Scope.InSystem() -> Optional.of(new Place.OnSystem());
            case Scope.Unscoped() -> Optional.empty();
        };
        return place.map(where -> rolesHeldOn(handle, userId, where)).orElse(List.of());
    }

    private static List<Role> rolesHeldOn(Handle handle, String userId, Place place) {
        return handle.createQuery("""
                WITH RECURSIVE held (role_id) AS (
                    SELECT role_id FROM identity.role_assignment
                     WHERE account_id = :userId
                       AND project_id IS NOT DISTINCT FROM CAST(:projectId AS text)
                       AND domain_id IS NOT DISTINCT FROM CAST(:domainId AS text)
                     UNION
                    SELECT implied_role_id FROM identity.implied_role JOIN held ON prior_role_id = held.role_id)
                SELECT id, name FROM identity.role JOIN held ON id = held.role_id ORDER BY name
                """)
                .bind("userId", userId)
                .bind("projectId", projectId(place))
                .bind("domainId", domainId(place))
                .map((row, context) -> new Role(row.getString("id"), row.getString("name")))
                .list();
    }

    public static List<RoleAssignment> assignments(Handle handle) {
        return handle.createQuery("""
                SELECT account_id, role_id, project_id, domain_id FROM identity.role_assignment
                 ORDER BY account_id, project_id, domain_id, role_id LIMIT :limit
                """)
                .bind("limit", LIST_MAX)
                .map((row, context) -> new RoleAssignment(
                        row.getString("account_id"), row.getString("role_id"), place(row)))
                .list();
    }

    /** As {@link #assignments}, with those that each role brings by implying others. */
    public static List<RoleAssignment> effectiveAssignments(Handle handle) {
        return handle.createQuery("""
                WITH RECURSIVE held (account_id, role_id, project_id, domain_id) AS (
                    SELECT account_id, role_id, project_id, domain_id FROM identity.role_assignment
                     UNION
                    SELECT account_id, implied_role_id, project_id, domain_id
                      FROM identity.implied_role JOIN held ON prior_role_id = held.role_id)
                SELECT account_id, role_id, project_id, domain_id FROM held
                 ORDER BY account_id, project_id, domain_id, role_id LIMIT :limit
                """)
                .bind("limit", LIST_MAX)
                .map((row, context) -> new RoleAssignment(
                        row.getString("account_id"), row.getString("role_id"), place(row)))
                .list();
    }

    private static Place place(ResultSet row) throws SQLException {
        Optional<String> project = Optional.ofNullable(row.getString("project_id"));
        Optional<String> domain = Optional.ofNullable(row.getString("domain_id"));
        return project.<Place>map(Place.OnProject::new)
                .or(() -> domain.map(Place.OnDomain::new))
                .orElseGet(Place.OnSystem::new);
    }

    /** Reads a user from columns {@code user_id}, {@code user_domain_id}, {@code user_name}, {@code user_enabled}, {@code default_project_id}. */
    public static User user(ResultSet row) throws SQLException {
        return new User(
                row.getString("user_id"),
                row.getString("user_domain_id"),
                row.getString("user_name"),
                row.getBoolean("user_enabled"),
                Optional.ofNullable(row.getString("default_project_id")));
    }

    /** Reads a domain from columns {@code id}, {@code name}, {@code description}, {@code enabled}, all with this prefix. */
    public static Domain domain(ResultSet row, String prefix) throws SQLException {
        return new Domain(
                row.getString(prefix + "id"),
                row.getString(prefix + "name"),
                row.getString(prefix + "description"),
                row.getBoolean(prefix + "enabled"));
    }

    private static Project project(ResultSet row) throws SQLException {
        return new Project(
                row.getString("id"),
                row.getString("domain_id"),
                row.getString("name"),
                row.getString("description"),
                row.getBoolean("enabled"));
    }
}
