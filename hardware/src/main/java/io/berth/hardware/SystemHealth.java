package io.berth.hardware;

import java.util.Arrays;

/** A system's own health, of Redfish's {@code Resource.Health} (DSP0268), under its wire names. */
public enum SystemHealth {
    OK("OK"),
    /** Something needs attention; the system does its work. */
    WARNING("Warning"),
    CRITICAL("Critical"),
    /** The controller gave none of the above: it does not watch the system, or cannot while it is off. */
    UNKNOWN("");

    private final String wireName;

    SystemHealth(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    public static SystemHealth ofWireName(String wireName) {
        return Arrays.stream(values()).filter(health -> health.wireName.equals(wireName)).findFirst().orElse(UNKNOWN);
    }
}
