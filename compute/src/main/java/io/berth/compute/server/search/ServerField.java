package io.berth.compute.server.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What servers are listed and sorted by, under the names of the service that clients know (contract nova-external-events §8.5). */
public enum ServerField {
    CREATED_AT,
    UPDATED_AT,
    LAUNCHED_AT,
    TERMINATED_AT,
    UUID,
    DISPLAY_NAME,
    DISPLAY_DESCRIPTION,
    HOST,
    NODE,
    HOSTNAME,
    IMAGE_REF,
    INSTANCE_TYPE_ID,
    KEY_NAME,
    POWER_STATE,
    VM_STATE,
    TASK_STATE,
    PROJECT_ID,
    USER_ID,
    AVAILABILITY_ZONE,
    CONFIG_DRIVE,
    RESERVATION_ID,
    ACCESS_IP_V4,
    ACCESS_IP_V6,
    AUTO_DISK_CONFIG,
    KERNEL_ID,
    RAMDISK_ID,
    LAUNCH_INDEX,
    LOCKED,
    LOCKED_BY,
    PROGRESS,
    ROOT_DEVICE_NAME;

    /** Those that no server here differs in. */
    private static final Set<ServerField> SAME = Set.of(ACCESS_IP_V4, ACCESS_IP_V6, AUTO_DISK_CONFIG, KERNEL_ID, RAMDISK_ID,
            LAUNCH_INDEX, LOCKED, LOCKED_BY, PROGRESS, ROOT_DEVICE_NAME);

    static final Set<ServerField> TIMES = Set.of(CREATED_AT, UPDATED_AT, LAUNCHED_AT, TERMINATED_AT);

    /** Whether an order by it is one. */
    public boolean differs() {
        return !SAME.contains(this);
    }

    /** As in queries. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ServerField> named(String name) {
        return Arrays.stream(values()).filter(field -> field.wireName().equals(name)).findFirst();
    }
}
