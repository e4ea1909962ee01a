package io.berth.identity.bootstrap;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jdbi.v3.core.Handle;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.identity.directory.DirectoryStore;
import io.berth.identity.directory.Domain;
import io.berth.identity.directory.Project;
import io.berth.identity.directory.Role;
import io.berth.identity.directory.User;
import io.berth.identity.token.Passwords;
import io.berth.store.Store;

/**
 * Makes an empty directory usable: the domain, the roles, the projects admin, demo and service, and an administrator. To
 * be run at every start, by any number of replicas at once; what exists is left alone, passwords included.
 */
public final class Bootstrap {
    private final Store store;
    private final Passwords passwords;
    private final Ids ids;
    private final Plan plan;
    private final boolean isPasswordMade;

    private Bootstrap(Store store, Passwords passwords, Ids ids, Plan plan, boolean isPasswordMade) {
        this.store = store;
        this.passwords = passwords;
        this.ids = ids;
        this.plan = plan;
        this.isPasswordMade = isPasswordMade;
    }

    /** @param adminPassword of the user {@code admin} if there is none yet; where absent, one is made */
    public static Bootstrap of(Store store, Passwords passwords, Ids ids, Optional<String> adminPassword) {
        Plan plan = Plan.standard(adminPassword.orElseGet(passwords::make));
        return new Bootstrap(store, passwords, ids, plan, adminPassword.isEmpty());
    }

    /**
     * With the users that demos and tests log in as, all with this password: {@code demo} (member of project demo),
     * {@code reader} (reader of it), and the services {@code nova}, {@code neutron} and {@code berth}. Not for sites that others reach.
     */
    public Bootstrap withDemoUsers(String password) {
        return new Bootstrap(store, passwords, ids, plan.withDemoUsers(password), isPasswordMade);
    }

    /** @return the administrator's password, if this call made it: it is nowhere else, so show it */
    public Optional<String> run() {
        Map<String, String> hashes = missingHashes();
        Decision<Set<String>> decision = store.decide(
                tx -> {
                    DirectoryStore.lockForFilling(tx);
                    return view(tx);
                },
                view -> FillDirectory.decide(plan, view, hashes, ids));
        boolean isAdminNew = decision.fold(created -> created.contains(Plan.ADMIN), refusal -> false);
        return isAdminNew && isPasswordMade
                ? plan.users().stream()
                        .filter(user -> user.name().equals(Plan.ADMIN))
                        .map(Plan.PlannedUser::password)
                        .findFirst()
                : Optional.empty();
    }

    /** Hashing takes long, so it is done before the transaction, and only for users that do not exist. */
    private Map<String, String> missingHashes() {
        Set<String> existing = store.database().read(Bootstrap::view).users();
        Map<String, String> hashes = new LinkedHashMap<>();
        plan.users().stream()
                .filter(user -> !existing.contains(user.name()))
                .forEach(user -> hashes.put(user.name(), passwords.hash(user.password())));
        return hashes;
    }

    private static FillDirectory.View view(Handle handle) {
        return new FillDirectory.View(
                DirectoryStore.domainById(handle, Domain.DEFAULT_ID).isPresent(),
                DirectoryStore.roles(handle).stream().collect(Collectors.toMap(Role::name, Role::id)),
                DirectoryStore.projects(handle).stream()
                        .filter(project -> project.domainId().equals(Domain.DEFAULT_ID))
                        .collect(Collectors.toMap(Project::name, Project::id)),
                DirectoryStore.users(handle).stream()
                        .filter(user -> user.domainId().equals(Domain.DEFAULT_ID))
                        .map(User::name)
                        .collect(Collectors.toSet()));
    }
}
