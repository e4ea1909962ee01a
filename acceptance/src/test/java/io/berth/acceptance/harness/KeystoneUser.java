package io.berth.acceptance.harness;

import io.berth.testkit.peer.RealKeystone;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A user of a real Keystone, at home in its default domain, who works in a project. */
public record KeystoneUser(String name, String password, String project) {
    /** Of all users but the administrator. */
    public static final String PASSWORD = "peer-secret";

    public static final KeystoneUser ADMIN = new KeystoneUser("admin", RealKeystone.ADMIN_PASSWORD, "admin");

    private static final Map<String, String> DOMAIN = Map.of("id", "default");

    public static KeystoneUser of(String name, String project) {
        return name.equals(ADMIN.name()) ? ADMIN : new KeystoneUser(name, PASSWORD, project);
    }

    /** The environment of a client that logs in as this user. */
    public Map<String, String> environment(URI keystone, Path home) {
        return Map.of(
                "PATH", "/usr/local/bin:/usr/bin:/bin",
                "HOME", home.toString(),
                "LANG", "C.UTF-8",
                "OS_AUTH_URL", keystone.toString(),
                "OS_USERNAME", name,
                "OS_PASSWORD", password,
                "OS_PROJECT_NAME", project,
                "OS_USER_DOMAIN_ID", "default",
                "OS_PROJECT_DOMAIN_ID", "default",
                "OS_REGION_NAME", RealKeystone.REGION);
    }

    public String token(URI keystone) {
        return logIn(keystone, byPassword(), inProject()).header("X-Subject-Token");
    }

    public String token(URI keystone, Map<String, Object> scope) {
        return logIn(keystone, byPassword(), scope).header("X-Subject-Token");
    }

    public String unscopedToken(URI keystone) {
        return logIn(keystone, byPassword(), "unscoped").header("X-Subject-Token");
    }

    public String projectId(URI keystone) {
        return logIn(keystone, byPassword(), inProject()).text("/token/project/id");
    }

    public static String applicationCredentialToken(URI keystone, String id, String secret) {
        return logIn(keystone, Map.of(
                        "methods", List.of("application_credential"),
                        "application_credential", Map.of("id", id, "secret", secret)), "")
                .header("X-Subject-Token");
    }

    private Map<String, Object> byPassword() {
        return Map.of("methods", List.of("password"), "password", Map.of("user", Map.of(
                "name", name, "password", password, "domain", DOMAIN)));
    }

    private Map<String, Object> inProject() {
        return Map.of("project", Map.of("name", project, "domain", DOMAIN));
    }

    /** @param scope empty for none */
    private static Answer logIn(URI keystone, Map<String, Object> identity, Object scope) {
        Map<String, Object> auth = new HashMap<>(Map.of("identity", identity));
        if (!scope.equals("")) {
            auth.put("scope", scope);
        }
        return Session.nobody(keystone).post("/auth/tokens", Map.of("auth", auth)).expect(201);
    }
}
