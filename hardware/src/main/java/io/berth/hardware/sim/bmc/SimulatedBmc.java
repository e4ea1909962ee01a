package io.berth.hardware.sim.bmc;

import static io.berth.hardware.sim.bmc.RedfishResources.*;

import io.berth.hardware.sim.machine.Chassis;
import io.berth.hardware.sim.machine.FaultPlan;
import io.berth.hardware.sim.machine.MachineSpec;
import io.berth.hardware.sim.web.WebAnswer;
import io.berth.hardware.sim.web.WebHandler;
import io.berth.hardware.sim.web.WebRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The controller of one machine. Open to all: the service root and the login; the rest needs a session token or basic
 * authentication and is answered 401 without. Every error has a Redfish error body.
 */
public final class SimulatedBmc implements WebHandler {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final MachineSpec spec;
    private final Chassis chassis;
    private final Supplier<FaultPlan> faults;
    private final Duration powerTime;
    private final RedfishResources resources;
    private final SystemCommands commands;
    private final RedfishSessions sessions = new RedfishSessions();
    private final BmcCalls calls = new BmcCalls();

    public SimulatedBmc(MachineSpec spec, Chassis chassis, Supplier<FaultPlan> faults, Duration powerTime) {
        this.spec = spec;
        this.chassis = chassis;
        this.faults = faults;
        this.powerTime = powerTime;
        this.resources = new RedfishResources(spec, () -> faults.get().critical());
        this.commands = new SystemCommands(chassis, resources);
    }

    /** The last calls, oldest first. */
    public List<BmcCall> calls() {
        return calls.all();
    }

    /** How many sessions are open: 0 when every client has logged out. */
    public int openSessions() {
        return sessions.all().size();
    }

    @Override
    public WebAnswer handle(WebRequest request) {
        if (faults.get().bmcUnreachable()) {
            return WebAnswer.DROPPED;
        }
        WebAnswer answer = route(request).with("OData-Version", "4.0").with("Cache-Control", "no-cache");
        calls.record(request, answer.status());
        return answer;
    }

    private WebAnswer route(WebRequest request) {
        String asked = request.header("odata-version");
        if (!asked.isEmpty() && !asked.equals("4.0")) {
            return RedfishErrors.unsupportedVersion();
        }
        String path = request.path().replaceAll("/+$", "");
        if (path.equals("/redfish")) {
            return only(request, resources.versions());
        }
        if (path.equals(ROOT)) {
            return only(request, resources.root());
        }
        if (path.equals(SESSIONS) && request.method().equals("POST")) {
            return login(request);
        }
        if (!isAuthenticated(request)) {
            return RedfishErrors.unauthenticated();
        }
        return switch (path) {
            case SYSTEMS -> only(request, resources.systems());
            case SYSTEM -> system(request);
            case RESET -> reset(request);
            case INTERFACES -> only(request, resources.interfaces());
            case INTERFACES + "/NIC.1" -> only(request, resources.networkInterface());
            case STORAGE -> only(request, resources.storages());
            case STORAGE + "/1" -> only(request, resources.storage());
            case MANAGERS -> only(request, resources.managers());
            case MANAGER -> only(request, resources.manager());
            case SESSION_SERVICE -> only(request, resources.sessionService());
            case SESSIONS -> isRead(request)
                    ? WebAnswer.json(200, resources.sessions(sessions.all()))
                    : RedfishErrors.notAllowed("GET, HEAD, POST");
            default -> path.startsWith(SESSIONS + "/")
                    ? session(request, path.substring(SESSIONS.length() + 1))
                    : RedfishErrors.missing(request.path());
        };
    }

    private WebAnswer only(WebRequest request, JsonNode body) {
        return isRead(request) ? WebAnswer.json(200, body) : RedfishErrors.notAllowed("GET, HEAD");
    }

    private static boolean isRead(WebRequest request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    private WebAnswer system(WebRequest request) {
        String tag = "\"" + chassis.view().revision() + "\"";
        if (isRead(request)) {
            return WebAnswer.json(200, resources.system(chassis.view())).with("ETag", tag);
        }
        if (!request.method().equals("PATCH")) {
            return RedfishErrors.notAllowed("GET, HEAD, PATCH");
        }
        String expected = request.header("if-match");
        if (!expected.isEmpty() && !expected.equals("*") && !expected.equals(tag)) {
            return RedfishErrors.preconditionFailed();
        }
        return objectIn(request).map(commands::patch).orElseGet(RedfishErrors::malformedJson);
    }

    private WebAnswer reset(WebRequest request) {
        if (!request.method().equals("POST")) {
            return RedfishErrors.notAllowed("POST");
        }
        Duration duration = powerTime.plus(faults.get().slowPower());
        return objectIn(request).map(body -> commands.reset(body, duration)).orElseGet(RedfishErrors::malformedJson);
    }

    private WebAnswer login(WebRequest request) {
        Optional<JsonNode> body = objectIn(request);
        if (body.isEmpty()) {
            return RedfishErrors.malformedJson();
        }
        String name = body.get().path("UserName").asString("");
        if (!isAccount(name, body.get().path("Password").asString(""))) {
            return RedfishErrors.loginRefused();
        }
        Optional<RedfishSessions.Session> opened = sessions.open(name);
        if (opened.isEmpty()) {
            return RedfishErrors.tooManySessions();
        }
        return WebAnswer.json(201, resources.session(opened.get()))
                .with("X-Auth-Token", opened.get().token())
                .with("Location", SESSIONS + "/" + opened.get().id());
    }

    private WebAnswer session(WebRequest request, String id) {
        if (isRead(request)) {
            return sessions.find(id)
                    .map(session -> WebAnswer.json(200, resources.session(session)))
                    .orElseGet(() -> RedfishErrors.missing(request.path()));
        }
        if (!request.method().equals("DELETE")) {
            return RedfishErrors.notAllowed("GET, HEAD, DELETE");
        }
        return sessions.close(id) ? WebAnswer.empty(204) : RedfishErrors.missing(request.path());
    }

    private boolean isAuthenticated(WebRequest request) {
        String token = request.header("x-auth-token");
        if (!token.isEmpty()) {
            return sessions.isOpen(token);
        }
        String authorization = request.header("authorization");
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(authorization.substring(6).strip());
            String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return pair.length == 2 && isAccount(pair[0], pair[1]);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private boolean isAccount(String name, String password) {
        return !faults.get().bmcRefusesLogin() && name.equals(spec.account()) && password.equals(spec.credential());
    }

    private static Optional<JsonNode> objectIn(WebRequest request) {
        try {
            JsonNode body = JSON.readTree(request.body());
            return body.isObject() ? Optional.of(body) : Optional.empty();
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }
}
