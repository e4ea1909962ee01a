package io.berth.hardware.sim.machine;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of reset (Redfish {@code Resource.ResetType}) that the simulated chassis can do. */
public enum ResetType {
    ON("On", false, true),
    FORCE_OFF("ForceOff", true, false),
    GRACEFUL_SHUTDOWN("GracefulShutdown", true, false),
    FORCE_RESTART("ForceRestart", true, true),
    GRACEFUL_RESTART("GracefulRestart", true, true),
    POWER_CYCLE("PowerCycle", true, true);

    private final String wireName;
    private final boolean fromOn;
    private final boolean toOn;

    ResetType(String wireName, boolean fromOn, boolean toOn) {
        this.wireName = wireName;
        this.fromOn = fromOn;
        this.toOn = toOn;
    }

    public String wireName() {
        return wireName;
    }

    /** Whether the machine must have power for it; for the others it must have none. */
    public boolean needsPower() {
        return fromOn;
    }

    /** Whether the machine has power afterwards. */
    public boolean endsOn() {
        return toOn;
    }

    public static Optional<ResetType> ofWireName(String wireName) {
        return Arrays.stream(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
    }
}
