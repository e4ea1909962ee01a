package io.berth.testkit;

import io.berth.http.Authenticator;
import io.berth.http.Caller;
import io.berth.http.Request;
import io.berth.http.Response;
import io.berth.http.TokenGate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Believes what it is told, as placement's noauth2 does: {@code X-Auth-Token: user[:project]}, {@code X-Roles: a,b}; the
 * user admin is an admin without saying so; with {@code OpenStack-System-Scope: all} nobody has a project.
 */
public class TestAuthenticator implements Authenticator {
    /** With the 401 of noauth2, which names no Keystone. */
    public static TestAuthenticator ofPlacement() {
        return new TestAuthenticator() {
            @Override
            public Response unauthorized(Request request) {
                return TokenGate.libraries401();
            }
        };
    }

    @Override
    public Outcome authenticate(Request request) {
        Optional<String> token = request.headers().first("X-Auth-Token").filter(it -> !it.isBlank());
        if (token.isEmpty()) {
            return new Outcome.Unknown();
        }
        String[] parts = token.get().split(":", 2);
        String user = parts[0];
        String project = parts.length > 1 ? parts[1] : user;
        Set<String> roles = request.headers()
                .first("X-Roles")
                .map(list -> Arrays.stream(list.split(",")).map(String::strip).collect(Collectors.toSet()))
                .orElse(user.equals("admin") ? Set.of("admin", "member", "reader") : Set.of());
        boolean isSystem = request.headers().first("OpenStack-System-Scope").equals(Optional.of("all"));
        return new Outcome.Known(isSystem ? Caller.ofSystem(user, roles) : Caller.ofProject(user, project, roles));
    }

    @Override
    public Optional<Outcome> known(Request request) {
        return Optional.of(authenticate(request));
    }

    @Override
    public String challenge(Request request) {
        return "Keystone uri=\"" + request.origin() + "/identity/v3\"";
    }
}
