package io.berth.compute.event;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The events there are, in the order of contract nova-external-events §3, with what the instance action of each is (§7). */
public enum EventName {
    NETWORK_CHANGED("network-changed", 1, false),
    NETWORK_VIF_PLUGGED("network-vif-plugged", 1, false),
    NETWORK_VIF_UNPLUGGED("network-vif-unplugged", 1, false),
    NETWORK_VIF_DELETED("network-vif-deleted", 1, false),
    VOLUME_EXTENDED("volume-extended", 51, true),
    POWER_UPDATE("power-update", 76, true),
    ACCELERATOR_REQUEST_BOUND("accelerator-request-bound", 82, true),
    VOLUME_REIMAGED("volume-reimaged", 93, false);

    private final String wire;
    private final int sinceMinor;
    private final boolean needsTag;

    EventName(String wire, int sinceMinor, boolean needsTag) {
        this.wire = wire;
        this.sinceMinor = sinceMinor;
        this.needsTag = needsTag;
    }

    public String wire() {
        return wire;
    }

    /** Whether an event without a tag makes no sense. */
    public boolean needsTag() {
        return needsTag;
    }

    /** The names valid at microversion 2.{@code minor}. */
    public static List<String> validAt(int minor) {
        return Arrays.stream(values())
                .filter(name -> name.sinceMinor <= minor)
                .map(EventName::wire)
                .toList();
    }

    public static EventName of(String wire) {
        return Arrays.stream(values())
                .filter(name -> name.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no event is called " + wire));
    }

    /** The action that an accepted event opens, where it opens one. */
    Optional<String> action(Optional<String> tag) {
        return switch (this) {
            case VOLUME_EXTENDED -> Optional.of("extend_volume");
            case POWER_UPDATE -> tag.flatMap(power -> switch (power) {
                case "POWER_ON" -> Optional.of("start");
                case "POWER_OFF" -> Optional.of("stop");
                default -> Optional.empty();
            });
            case NETWORK_CHANGED, NETWORK_VIF_PLUGGED, NETWORK_VIF_UNPLUGGED, NETWORK_VIF_DELETED,
                    ACCELERATOR_REQUEST_BOUND, VOLUME_REIMAGED -> Optional.empty();
        };
    }

    /** What the host's part in that action is called. */
    String actionEvent() {
        return this == VOLUME_EXTENDED ? "compute_extend_volume" : "compute_power_update";
    }

    /** A power update to anything but on or off is accepted and goes nowhere. */
    boolean isForHost(Optional<String> tag) {
        return this != POWER_UPDATE || action(tag).isPresent();
    }
}
