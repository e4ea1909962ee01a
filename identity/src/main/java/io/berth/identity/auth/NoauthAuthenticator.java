package io.berth.identity.auth;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.berth.http.Authenticator;
import io.berth.http.Caller;
import io.berth.http.Headers;
import io.berth.http.Request;
import io.berth.http.Response;
import io.berth.http.TokenGate;

/**
 * Believes everyone, for laboratories without an identity service (contract keystone §5): the token is
 * {@code user[:project]}, and the project is called like the user where it is not given. The roles are those in
 * {@code X-Roles}; where that is missing, the service's own rule holds:
 *
 * <ul>
 *   <li>Placement ({@link #ofPlacement}; contract placement §10.2): an administrator is {@code admin} and nothing else, everybody
 *       else nothing. Its 401 is not Keystone's.
 *   <li>All others: an administrator has every role, also {@code service}, because the services of such a laboratory call as
 *       {@code admin}; everybody else is a member of their project, so that leases can be made.
 * </ul>
 *
 * <p>Administrators are {@code admin} and {@code notused}, the token of {@code --os-auth-type none} (contract keystone §12). With
 * {@code OpenStack-System-Scope: all} a token is for the system and for no project (contract placement §10.2).
 */
public final class NoauthAuthenticator implements Authenticator {
    static final Set<String> ADMIN_ROLES = Set.of("admin", "manager", "member", "reader", "service");
    static final Set<String> MEMBER_ROLES = Set.of("member", "reader");

    private static final Set<String> ADMINISTRATORS = Set.of("admin", "notused");

    private final Set<String> ofAdministrators;
    private final Set<String> ofOthers;
    private final boolean isPlacement;

    /** For every service but placement. */
    public NoauthAuthenticator() {
        this(ADMIN_ROLES, MEMBER_ROLES, false);
    }

    private NoauthAuthenticator(Set<String> ofAdministrators, Set<String> ofOthers, boolean isPlacement) {
        this.ofAdministrators = ofAdministrators;
        this.ofOthers = ofOthers;
        this.isPlacement = isPlacement;
    }

    /** As placement's {@code noauth2}. */
    public static NoauthAuthenticator ofPlacement() {
        return new NoauthAuthenticator(Set.of("admin"), Set.of(), true);
    }

    @Override
    public Outcome authenticate(Request request) {
        return TokenHeaders.userToken(request)
                .flatMap(token -> caller(token, request.headers()))
                .<Outcome>map(Outcome.Known::new)
                .orElseGet(Outcome.Unknown::new);
    }

    @Override
    public Optional<Outcome> known(Request request) {
        return Optional.of(authenticate(request));
    }

    private Optional<Caller> caller(String token, Headers headers) {
        int colon = token.indexOf(':');
        String user = (colon < 0 ? token : token.substring(0, colon)).strip();
        String project = (colon < 0 ? "" : token.substring(colon + 1)).strip();
        if (user.isEmpty()) {
            return Optional.empty();
        }
        Set<String> roles = headers.first("X-Roles")
                .map(NoauthAuthenticator::names)
                .orElse(ADMINISTRATORS.contains(user) ? ofAdministrators : ofOthers);
        boolean isSystem = headers.first("OpenStack-System-Scope").equals(Optional.of("all"));
        return Optional.of(
                isSystem ? Caller.ofSystem(user, roles) : Caller.ofProject(user, project.isEmpty() ? user : project, roles));
    }

    private static Set<String> names(String commaJoined) {
        return Stream.of(commaJoined.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    @Override
    public Response unauthorized(Request request) {
        return isPlacement ? TokenGate.libraries401() : Authenticator.super.unauthorized(request);
    }

    @Override
    public String challenge(Request request) {
        return "Keystone uri=\"" + request.origin() + "/identity/v3\"";
    }
}
