package io.berth.hardware.sim.bmc;

import io.berth.hardware.BootOverride;
import io.berth.hardware.sim.machine.Chassis;
import io.berth.hardware.sim.machine.ResetType;
import io.berth.hardware.sim.web.WebAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Changes to the computer system: the boot override by PATCH, the power by the Reset action. */
final class SystemCommands {

    private static final String ENABLED = "BootSourceOverrideEnabled";
    private static final String TARGET = "BootSourceOverrideTarget";
    private static final String MODE = "BootSourceOverrideMode";
    private static final List<String> MODES = List.of("UEFI");
    private static final Map<String, List<String>> WRITABLE = Map.of(
            ENABLED, RedfishResources.BOOT_ENABLED, TARGET, RedfishResources.BOOT_TARGETS, MODE, MODES);

    private final Chassis chassis;
    private final RedfishResources resources;

    SystemCommands(Chassis chassis, RedfishResources resources) {
        this.chassis = chassis;
        this.resources = resources;
    }

    /** All or nothing: the first fault refuses the whole request. */
    WebAnswer patch(JsonNode body) {
        Optional<WebAnswer> fault = faultOf(body);
        if (fault.isPresent()) {
            return fault.get();
        }
        JsonNode boot = body.path("Boot");
        BootOverride before = chassis.view().override();
        String enabled = boot.path(ENABLED).asString(before.enabled());
        String target = boot.path(TARGET).asString(before.target());
        boolean none = enabled.equals("Disabled") || target.equals("None");
        chassis.override(none ? BootOverride.NONE : new BootOverride(enabled, target));
        return WebAnswer.json(200, resources.system(chassis.view()));
    }

    private Optional<WebAnswer> faultOf(JsonNode body) {
        JsonNode shown = resources.system(chassis.view());
        for (String name : body.propertyNames()) {
            if (!name.equals("Boot")) {
                return Optional.of(
                        shown.has(name) ? RedfishErrors.readOnlyProperty(name) : RedfishErrors.unknownProperty(name));
            }
        }
        if (!body.path("Boot").isObject()) {
            return Optional.of(RedfishErrors.wrongType("Boot"));
        }
        for (Map.Entry<String, JsonNode> property : body.path("Boot").properties()) {
            List<String> values = WRITABLE.getOrDefault(property.getKey(), List.of());
            if (values.isEmpty()) {
                return Optional.of(RedfishErrors.unknownProperty(property.getKey()));
            }
            if (!property.getValue().isString()) {
                return Optional.of(RedfishErrors.wrongType(property.getKey()));
            }
            String value = property.getValue().asString("");
            if (!values.contains(value)) {
                return Optional.of(RedfishErrors.valueNotInList(value, property.getKey()));
            }
        }
        return Optional.empty();
    }

    WebAnswer reset(JsonNode body, Duration duration) {
        String wanted = body.path("ResetType").asString("");
        if (wanted.isEmpty()) {
            return RedfishErrors.missingParameter("ComputerSystem.Reset", "ResetType");
        }
        Optional<ResetType> type = ResetType.ofWireName(wanted);
        if (type.isEmpty()) {
            return RedfishErrors.unsupportedParameter("ComputerSystem.Reset", "ResetType", wanted);
        }
        return chassis.reset(type.get(), duration)
                ? WebAnswer.empty(204)
                : RedfishErrors.notInThisState(wanted, chassis.view().power().wireName());
    }
}
