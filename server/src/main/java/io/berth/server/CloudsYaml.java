package io.berth.server;

/** What a user needs to log in: printed at the start, ready to be saved as {@code clouds.yaml}. */
public final class CloudsYaml {
    private CloudsYaml() {}

    /** Prints the administrator's password at once: what fails after it was made must not take it along. */
    public static void printMade(String password) {
        System.out.println("The user admin is made, with the password " + password + ": keep it, it is not shown again after this start.");
    }

    public static String announce(Berth berth) {
        StringBuilder text = new StringBuilder("\nBerth serves at " + berth.url() + "\n");
        if (berth.credentials().isToBeShown() && !berth.credentials().admin().orElse("").isEmpty()) {
            text.append("\nSave this as clouds.yaml; then `openstack --os-cloud berth resource provider list` works.\n\n");
            text.append("clouds:\n").append(cloud("berth", berth, "admin", "admin", berth.credentials().admin().orElse("")));
            if (!berth.credentials().demo().orElse("").isEmpty()) {
                text.append(cloud("berth-demo", berth, "demo", "demo", berth.credentials().demo().orElse("")));
            }
        }
        return text.toString();
    }

    private static String cloud(String name, Berth berth, String user, String project, String password) {
        return """
                  %s:
                    region_name: RegionOne
                    auth:
                      auth_url: %s/identity/v3
                      username: %s
                      password: %s
                      project_name: %s
                      user_domain_name: Default
                      project_domain_name: Default
                """.formatted(name, berth.url(), user, password, project).indent(2).replaceAll("(?m)^ {2}$", "");
    }
}
