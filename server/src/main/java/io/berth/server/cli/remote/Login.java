package io.berth.server.cli.remote;

import io.berth.http.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who asks, and where tokens come from. */
record Login(
        Optional<String> authUrl,
        Optional<String> token,
        String username,
        Optional<String> password,
        String project,
        Map<String, String> userDomain,
        Map<String, String> projectDomain) {
    private static final String STANDARD_NAME = "admin";

    /**
     * What is said on the command line wins, a cloud named there too; then the {@code OS_…} variables, then the cloud of
     * {@code $OS_CLOUD}.
     *
     * @param said by the names of {@code clouds.yaml}
     */
    static Login of(Map<String, String> said, Optional<String> cloud, Map<String, String> environment) {
        Optional<Map<String, String>> named = cloud.map(it -> CloudsFile.auth(it, environment));
        Map<String, String> standing = cloud.isPresent()
                ? Map.of()
                : Optional.ofNullable(environment.get("OS_CLOUD")).map(it -> CloudsFile.auth(it, environment)).orElse(Map.of());
        Known known = name -> Optional.ofNullable(said.get(name))
                .or(() -> named.isPresent()
                        ? Optional.ofNullable(named.get().get(name))
                        : Optional.ofNullable(environment.get("OS_" + name.toUpperCase(Locale.ROOT))))
                .or(() -> Optional.ofNullable(standing.get(name)));
        return new Login(
                known.of("auth_url"),
                known.of("token"),
                known.of("username").orElse(STANDARD_NAME),
                known.of("password"),
                known.of("project_name").orElse(STANDARD_NAME),
                domain(known.of("user_domain_name")),
                domain(known.of("project_domain_name")));
    }

    private interface Known {
        Optional<String> of(String name);
    }

    private static Map<String, String> domain(Optional<String> name) {
        return name.map(it -> Map.of("name", it)).orElse(Map.of("id", "default"));
    }

    /** The body that asks for a token. */
    byte[] request() {
        Map<String, Object> user = Map.of(
                "name", username,
                "domain", userDomain,
                "password", password.orElseThrow(() -> new NotAnswered(
                        "a password is needed: --os-password, $OS_PASSWORD, or a cloud of clouds.yaml with --os-cloud")));
        return Json.bytes(Map.of("auth", Map.of(
                "identity", Map.of("methods", List.of("password"), "password", Map.of("user", user)),
                "scope", Map.of("project", Map.of("name", project, "domain", projectDomain)))));
    }
}
