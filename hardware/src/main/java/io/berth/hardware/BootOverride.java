package io.berth.hardware;

/**
 * What a controller makes its machine boot from in place of its own boot order: Redfish's {@code Boot} properties.
 *
 * @param enabled {@code Disabled}, {@code Once} or {@code Continuous}; empty where the controller does not tell
 * @param target {@code None}, {@code Pxe}, {@code Hdd} and others; empty where the controller does not tell
 */
public record BootOverride(String enabled, String target) {

    public static final BootOverride NONE = new BootOverride("Disabled", "None");
    public static final BootOverride NETWORK_ONCE = new BootOverride("Once", "Pxe");

    /**
     * Whether the next start will be from the network. A target left over from an earlier, used-up override does not count:
     * controllers keep it and only disable the override.
     */
    public boolean isNetworkNext() {
        return "Pxe".equals(target) && !"Disabled".equals(enabled);
    }
}
