package io.berth.identity.bootstrap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.identity.IdentityChange;
import io.berth.identity.directory.Domain;
import io.berth.identity.directory.Project;
import io.berth.identity.directory.Role;
import io.berth.identity.directory.RoleAssignment;
import io.berth.identity.directory.User;

/** Decides what is missing of a plan. What exists stays as it is: an operator may have changed it. */
final class FillDirectory {
    /** What the directory holds, as name to id within the default domain. */
    record View(boolean hasDomain, Map<String, String> roles, Map<String, String> projects, Set<String> users) {}

    private final List<IdentityChange> changes = new ArrayList<>();
    private final Ids ids;

    private FillDirectory(Ids ids) {
        this.ids = ids;
    }

    /**
     * @param hashes of the planned passwords, by user name
     * @return the names of the users that are new
     */
    static Decision<Set<String>> decide(Plan plan, View view, Map<String, String> hashes, Ids ids) {
        FillDirectory fill = new FillDirectory(ids);
        if (!view.hasDomain()) {
            fill.changes.add(new IdentityChange.DomainCreated(
                    new Domain(Domain.DEFAULT_ID, "Default", "The default domain", true)));
        }
        Map<String, String> roles = fill.roles(plan, view);
        Map<String, String> projects = fill.projects(plan, view);
        Set<String> created = new LinkedHashSet<>();
        for (Plan.PlannedUser planned : plan.users()) {
            if (!view.users().contains(planned.name())) {
                fill.user(planned, required(hashes, planned.name()), roles, projects);
                created.add(planned.name());
            }
        }
        return Decision.accept(fill.changes, created);
    }

    private Map<String, String> roles(Plan plan, View view) {
        Map<String, String> roles = new LinkedHashMap<>(view.roles());
        for (String name : new TreeMap<>(plan.roles()).keySet()) {
            if (!roles.containsKey(name)) {
                Role role = new Role(newId(), name);
                roles.put(name, role.id());
                changes.add(new IdentityChange.RoleCreated(role));
            }
        }
        new TreeMap<>(plan.roles()).forEach((prior, implied) -> {
            if (!view.roles().containsKey(prior)) {
                implied.forEach(name -> changes.add(
                        new IdentityChange.RoleImplied(required(roles, prior), required(roles, name))));
            }
        });
        return roles;
    }

    private Map<String, String> projects(Plan plan, View view) {
        Map<String, String> projects = new LinkedHashMap<>(view.projects());
        new TreeMap<>(plan.projects()).forEach((name, description) -> {
            if (!projects.containsKey(name)) {
                Project project = new Project(newId(), Domain.DEFAULT_ID, name, description, true);
                projects.put(name, project.id());
                changes.add(new IdentityChange.ProjectCreated(project));
            }
        });
        return projects;
    }

    private void user(
            Plan.PlannedUser planned, String hash, Map<String, String> roles, Map<String, String> projects) {
        User user = new User(newId(), Domain.DEFAULT_ID, planned.name(), true, Optional.empty());
        changes.add(new IdentityChange.UserCreated(user, hash));
        for (Plan.Grant grant : planned.grants()) {
            RoleAssignment.Place place = switch (grant) {
                case Plan.Grant.OnProject(String role, String project) ->
                    new RoleAssignment.Place.OnProject(required(projects, project));
                case Plan.Grant.OnSystem(String role) -> new RoleAssignment.Place.OnSystem();
            };
            changes.add(new IdentityChange.RoleGranted(
                    new RoleAssignment(user.id(), required(roles, grant.role()), place)));
        }
    }

    private static String required(Map<String, String> values, String name) {
        return Optional.ofNullable(values.get(name))
                .orElseThrow(() -> new IllegalArgumentException("the plan names " + name + " but does not hold it"));
    }

    /** 32 hex digits (contract keystone §11). */
    private String newId() {
        return ids.uuid().toString().replace("-", "");
    }
}
