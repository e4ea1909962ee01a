package io.berth.hardware;

import java.util.Arrays;

/** Power states of Redfish's {@code Resource.PowerState} (DSP0268), under their wire names. */
public enum PowerState {
    ON("On"),
    OFF("Off"),
    POWERING_ON("PoweringOn"),
    POWERING_OFF("PoweringOff"),
    PAUSED("Paused"),
    /** The controller gave none of the above. */
    UNKNOWN("Unknown");

    private final String wireName;

    PowerState(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static PowerState ofWireName(String wireName) {
        return Arrays.stream(values()).filter(state -> state.wireName.equals(wireName)).findFirst().orElse(UNKNOWN);
    }
}
