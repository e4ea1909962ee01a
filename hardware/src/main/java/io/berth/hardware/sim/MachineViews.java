package io.berth.hardware.sim;

import io.berth.hardware.sim.machine.FaultPlan;
import io.berth.hardware.sim.web.WebAnswer;
import io.berth.hardware.sim.web.WebRequest;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Machines as JSON for those who watch or disturb a site from outside: {@code GET /machines}, {@code GET /machines/{name}},
 * {@code GET} and {@code PUT /machines/{name}/faults}.
 */
final class MachineViews {

    private static final JsonMapper JSON = JsonMapper.shared();

    private MachineViews() {}

    static ObjectNode all(List<SimulatedMachine> machines) {
        ObjectNode all = JSON.createObjectNode();
        ArrayNode array = all.putArray("machines");
        machines.forEach(machine -> array.add(one(machine)));
        return all;
    }

    static ObjectNode one(SimulatedMachine machine) {
        ObjectNode view = JSON.createObjectNode()
                .put("name", machine.name())
                .put("oob_address", machine.spec().oobAddress())
                .put("boot_mac", machine.spec().bootMac())
                .put("bmc_url", machine.bmcEndpoint().base().toString())
                .put("agent_url", machine.agentUrl().toString())
                .put("power", machine.power().wireName())
                .put("phase", machine.phase().name());
        view.set("faults", faults(machine.faults()));
        ArrayNode console = view.putArray("console");
        machine.console().forEach(console::add);
        return view;
    }

    /** {@code PUT} replaces the whole plan: what is not named is no fault. */
    static WebAnswer changeFaults(SimulatedMachine machine, WebRequest request) {
        return switch (request.method()) {
            case "GET" -> WebAnswer.json(200, faults(machine.faults()));
            case "PUT" -> {
                try {
                    machine.faults(parse(JSON.readTree(request.body())));
                    yield WebAnswer.json(200, faults(machine.faults()));
                } catch (JacksonException malformed) {
                    yield WebAnswer.text(400, "text/plain", "the body is no JSON");
                }
            }
            case String other -> WebAnswer.empty(405).with("Allow", "GET, PUT");
        };
    }

    private static FaultPlan parse(JsonNode json) {
        return new FaultPlan(
                json.path("boot_action_failure").asString(""),
                json.path("never_network_boots").asBoolean(false),
                json.path("bmc_refuses_login").asBoolean(false),
                json.path("bmc_unreachable").asBoolean(false),
                json.path("critical").asBoolean(false),
                json.path("agent_silent").asBoolean(false),
                Duration.ofMillis(Math.max(0, json.path("slow_power_millis").asLong(0))));
    }

    private static ObjectNode faults(FaultPlan plan) {
        return JSON.createObjectNode()
                .put("boot_action_failure", plan.bootActionFailure())
                .put("never_network_boots", plan.neverNetworkBoots())
                .put("bmc_refuses_login", plan.bmcRefusesLogin())
                .put("bmc_unreachable", plan.bmcUnreachable())
                .put("critical", plan.critical())
                .put("agent_silent", plan.agentSilent())
                .put("slow_power_millis", plan.slowPower().toMillis());
    }
}
