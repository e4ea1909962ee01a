package io.berth.hardware.redfish;

import io.berth.hardware.BmcEndpoint;
import io.berth.hardware.BootOverride;
import io.berth.hardware.PowerState;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A logged-in session with one controller and the commands of it. The system is looked up before each command, as contract drydock
 * §16.1 has it: some controllers renumber their systems while they start.
 */
final class RedfishSession implements AutoCloseable {

    private static final String ROOT = "/redfish/v1/";
    private static final String SESSIONS = "/redfish/v1/SessionService/Sessions";
    private static final String SYSTEMS = "/redfish/v1/Systems";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final RedfishHttp http;
    private final BmcEndpoint endpoint;
    private final String systemsPath;
    private final String token;
    private final String sessionPath;

    private RedfishSession(
            RedfishHttp http, BmcEndpoint endpoint, String systemsPath, String token, String sessionPath) {
        this.http = http;
        this.endpoint = endpoint;
        this.systemsPath = systemsPath;
        this.token = token;
        this.sessionPath = sessionPath;
    }

    /** Reads the service root and logs in. */
    static RedfishSession open(RedfishHttp http, BmcEndpoint endpoint) throws RedfishFailure {
        RedfishReply root = http.get(endpoint, ROOT, "");
        if (root.status() != 200) {
            throw RedfishFailure.refused(said(endpoint, root, "does not offer Redfish at " + ROOT));
        }
        String sessions = root.body().path("Links").path("Sessions").path("@odata.id").asString(SESSIONS);
        String systems = root.body().path("Systems").path("@odata.id").asString(SYSTEMS);
        String login = JSON.writeValueAsString(
                Map.of("UserName", endpoint.account(), "Password", endpoint.credential()));
        RedfishReply reply = http.send(endpoint, "POST", sessions, "", login);
        String token = reply.header("x-auth-token");
        if (!reply.isSuccess()) {
            throw RedfishFailure.refused(said(endpoint, reply, "refuses the login of " + endpoint.account()));
        }
        if (token.isEmpty()) {
            throw RedfishFailure.refused(said(endpoint, reply, "opened a session without a token"));
        }
        String location = reply.header("location");
        String session = location.isEmpty() ? reply.body().path("@odata.id").asString("") : location;
        return new RedfishSession(http, endpoint, systems, token, session);
    }

    /** Logs out. A failure to do so loses nothing: the controller drops idle sessions itself. */
    @Override
    public void close() {
        if (sessionPath.isEmpty()) {
            return;
        }
        // An interrupted command still logs out: controllers have few sessions, and a lost one is held for half an hour.
        boolean interrupted = Thread.interrupted();
        try {
            http.send(endpoint, "DELETE", sessionPath, token, "");
        } catch (RedfishFailure ignored) {
            return;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    PowerState readPower() throws RedfishFailure {
        return PowerState.ofWireName(readSystem().path("PowerState").asString(""));
    }

    /** Asks for {@code On} or {@code Off}, unless the machine is so already; does not wait for the effect. */
    void setPower(PowerState wanted) throws RedfishFailure {
        String system = findSystem();
        if (readPower() == wanted) {
            return;
        }
        String reset = wanted == PowerState.ON ? "On" : "ForceOff";
        change("POST", system + "/Actions/ComputerSystem.Reset", Map.of("ResetType", reset), "reset " + reset);
    }

    BootOverride readBoot() throws RedfishFailure {
        return bootOf(readSystem());
    }

    static BootOverride bootOf(JsonNode system) {
        JsonNode boot = system.path("Boot");
        return new BootOverride(
                boot.path("BootSourceOverrideEnabled").asString(""), boot.path("BootSourceOverrideTarget").asString(""));
    }

    /** Any 2xx is taken as done; the peer's insistence on 200 rejects the 204 that many controllers give. */
    void setBoot(BootOverride wanted) throws RedfishFailure {
        var boot = JSON.createObjectNode();
        boot.putObject("Boot")
                .put("BootSourceOverrideEnabled", wanted.enabled())
                .put("BootSourceOverrideTarget", wanted.target());
        change("PATCH", findSystem(), boot, "boot device " + wanted.target());
    }

    JsonNode readSystem() throws RedfishFailure {
        return read(findSystem());
    }

    /** A resource by its {@code @odata.id}; anything but 200 is a failure. */
    JsonNode read(String path) throws RedfishFailure {
        RedfishReply reply = http.get(endpoint, path, token);
        if (reply.status() != 200) {
            throw RedfishFailure.refused(said(endpoint, reply, "does not show " + path));
        }
        return reply.body();
    }

    private String findSystem() throws RedfishFailure {
        JsonNode systems = read(systemsPath);
        JsonNode members = systems.path("Members");
        int count = systems.path("Members@odata.count").asInt(members.size());
        String first = members.path(0).path("@odata.id").asString("");
        if (count != 1 || first.isEmpty()) {
            throw RedfishFailure.refused(
                    "BMC " + endpoint.name() + " manages " + count + " systems, exactly one is expected.");
        }
        return first;
    }

    private void change(String method, String path, Object body, String what) throws RedfishFailure {
        RedfishReply reply = http.send(endpoint, method, path, token, JSON.writeValueAsString(body));
        if (!reply.isSuccess()) {
            throw RedfishFailure.refused(said(endpoint, reply, "refuses " + what));
        }
    }

    private static String said(BmcEndpoint endpoint, RedfishReply reply, String what) {
        String words = reply.errorText();
        return "BMC " + endpoint.name() + " " + what + " (" + reply.status() + (words.isEmpty() ? ")." : "): " + words);
    }
}
