package io.berth.identity.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a site's directory shall hold at least; all in the domain {@code Default}.
 *
 * @param roles each with the role that it implies directly, or none
 * @param projects names with their descriptions
 */
record Plan(Map<String, List<String>> roles, Map<String, String> projects, List<PlannedUser> users) {
    static final String ADMIN = "admin";

    Plan {
        users = List.copyOf(users);
    }

    /** @param password in clear */
    record PlannedUser(String name, String password, List<Grant> grants) {
        @Override
        public String toString() {
            return "PlannedUser[" + name + "]";
        }
    }

    sealed interface Grant {
        String role();

        record OnProject(String role, String project) implements Grant {}

        record OnSystem(String role) implements Grant {}
    }

    /** The roles and their implications are those of today's bootstrap (contract keystone §6). */
    static Plan standard(String adminPassword) {
        Map<String, List<String>> roles = Map.of(
                ADMIN, List.of("manager"),
                "manager", List.of("member"),
                "member", List.of("reader"),
                "reader", List.of(),
                "service", List.of());
        Map<String, String> projects = Map.of(
                ADMIN, "For the site's administrators",
                "demo", "For first steps",
                "service", "For the accounts of services");
        PlannedUser admin = new PlannedUser(
                ADMIN,
                adminPassword,
                List.of(
                        new Grant.OnProject(ADMIN, ADMIN),
                        new Grant.OnProject(ADMIN, "demo"),
                        new Grant.OnSystem(ADMIN)));
        return new Plan(roles, projects, List.of(admin));
    }

    /** In clear. */
    String passwordOf(String user) {
        return users.stream()
                .filter(planned -> planned.name().equals(user))
                .map(PlannedUser::password)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the plan has no user " + user));
    }

    Plan withDemoUsers(String password) {
        List<PlannedUser> more = new ArrayList<>(users);
        more.add(new PlannedUser("demo", password, List.of(new Grant.OnProject("member", "demo"))));
        more.add(new PlannedUser("reader", password, List.of(new Grant.OnProject("reader", "demo"))));
        for (String service : List.of("nova", "neutron", "berth")) {
            more.add(new PlannedUser(service, password, List.of(new Grant.OnProject("service", "service"))));
        }
        return new Plan(roles, projects, more);
    }
}
