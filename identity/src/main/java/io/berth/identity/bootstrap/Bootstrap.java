package io.berth.identity.bootstrap;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.berth.base.Clock;
import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.identity.IdentityChange;
import io.berth.identity.directory.DirectoryStore;
import io.berth.identity.directory.Domain;
import io.berth.identity.directory.Project;
import io.berth.identity.directory.Role;
import io.berth.identity.directory.User;
import io.berth.identity.token.Passwords;
import io.berth.store.Store;

/**
 * Makes an empty directory usable: the domain, the roles, the projects admin, demo and service, and an administrator. To
 * be run at every start, by any number of replicas at once; what exists is left alone, passwords that nobody gave included.
 */
public final class Bootstrap {
    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);

    private final Store store;
    private final Clock clock;
    private final Passwords passwords;
    private final Ids ids;
    private final Plan plan;
    private final boolean isPasswordMade;

    private Bootstrap(Store store, Clock clock, Passwords passwords, Ids ids, Plan plan, boolean isPasswordMade) {
        this.store = store;
        this.clock = clock;
        this.passwords = passwords;
        this.ids = ids;
        this.plan = plan;
        this.isPasswordMade = isPasswordMade;
    }

    /**
     * @param clock the one that tokens live by
     * @param adminPassword of the user {@code admin}, who gets it though there was another; where absent, a new one's is made
     */
    public static Bootstrap of(Store store, Clock clock, Passwords passwords, Ids ids, Optional<String> adminPassword) {
        Plan plan = Plan.standard(adminPassword.orElseGet(passwords::make));
        return new Bootstrap(store, clock, passwords, ids, plan, adminPassword.isEmpty());
    }

    /**
     * With the users that demos and tests log in as, all with this password: {@code demo} (member of project demo),
     * {@code reader} (reader of it), and the services {@code nova}, {@code neutron} and {@code berth}. Not for sites that others reach.
     */
    public Bootstrap withDemoUsers(String password) {
        return new Bootstrap(store, clock, passwords, ids, plan.withDemoUsers(password), isPasswordMade);
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
        String password = plan.passwordOf(Plan.ADMIN);
        if (!isPasswordMade && !isAdminNew && changePasswords(password)) {
            LOG.warn("the password of {} was another: it is now the configured one, and the tokens of the other have ended", Plan.ADMIN);
        }
        return isAdminNew && isPasswordMade ? Optional.of(password) : Optional.empty();
    }

    /**
     * Gives all planned users their passwords, unless the administrator has his: they are given together, so one stands for all.
     * Whoever lost the only password of a site gets in again so.
     *
     * @return whether the administrator had another
     */
    private boolean changePasswords(String password) {
        if (store.database().read(handle -> hasPassword(handle, password))) {
            return false;
        }
        Map<String, String> hashes = hashes(plan.users());
        Decision<Boolean> changed = store.decide(
                tx -> {
                    DirectoryStore.lockForFilling(tx);
                    return hasPassword(tx, password) ? List.<User>of() : planned(tx);
                },
                users -> Decision.accept(
                        users.stream().map(user -> newPassword(user, hashes)).toList(), !users.isEmpty()));
        return changed.fold(isChanged -> isChanged, refusal -> false);
    }

    private IdentityChange newPassword(User user, Map<String, String> hashes) {
        return new IdentityChange.PasswordChanged(
                user.id(), Objects.requireNonNull(hashes.get(user.name())), clock.now());
    }

    private boolean hasPassword(Handle handle, String password) {
        return DirectoryStore.userByName(handle, Domain.DEFAULT_ID, Plan.ADMIN)
                .flatMap(admin -> DirectoryStore.passwordHashOf(handle, admin.id()))
                .filter(hash -> passwords.matches(password, hash))
                .isPresent();
    }

    private List<User> planned(Handle handle) {
        return plan.users().stream()
                .flatMap(user -> DirectoryStore.userByName(handle, Domain.DEFAULT_ID, user.name()).stream())
                .toList();
    }

    /** Hashing takes long, so it is done before the transaction, and only for users that do not exist. */
    private Map<String, String> missingHashes() {
        Set<String> existing = store.database().read(Bootstrap::view).users();
        return hashes(plan.users().stream().filter(user -> !existing.contains(user.name())).toList());
    }

    /** By the users' names; on all processors, for whoever starts a Berth waits for them. */
    private Map<String, String> hashes(List<Plan.PlannedUser> users) {
        return users.parallelStream().collect(Collectors.toMap(Plan.PlannedUser::name, user -> passwords.hash(user.password())));
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
