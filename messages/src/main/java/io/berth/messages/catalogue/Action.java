package io.berth.messages.catalogue;

import java.util.Arrays;
import java.util.Optional;

/**
 * What was being done when something went wrong. Ids and texts are permanent: 001 to 016 are the block storage service's
 * (contract cinder-messages §5), those from 100 upwards are Berth's own.
 */
public enum Action {
    SCHEDULE_ALLOCATE_VOLUME("001", "schedule allocate volume"),
    ATTACH_VOLUME("002", "attach volume"),
    COPY_VOLUME_TO_IMAGE("003", "copy volume to image"),
    UPDATE_ATTACHMENT("004", "update attachment"),
    COPY_IMAGE_TO_VOLUME("005", "copy image to volume"),
    UNMANAGE_VOLUME("006", "unmanage volume"),
    EXTEND_VOLUME("007", "extend volume"),
    CREATE_VOLUME_FROM_BACKEND("008", "create volume from backend storage"),
    CREATE_SNAPSHOT("009", "create snapshot"),
    DELETE_SNAPSHOT("010", "delete snapshot"),
    UPDATE_SNAPSHOT("011", "update snapshot"),
    UPDATE_SNAPSHOT_METADATA("012", "update snapshot metadata"),
    CREATE_BACKUP("013", "create backup"),
    DELETE_BACKUP("014", "delete backup"),
    RESTORE_BACKUP("015", "restore backup"),
    REIMAGE_VOLUME("016", "reimage volume"),

    START_LEASE("100", "start lease"),
    DEPLOY_HOSTS("101", "deploy hosts"),
    RUN_BOOT_ACTION("102", "run boot action"),
    POWER_ON_HOST("103", "power on host"),
    NETWORK_BOOT_HOST("104", "network boot host"),
    PLACE_SERVER("105", "place server"),
    DELIVER_EVENT("106", "deliver external event"),
    PLUG_PORTS("107", "plug ports of server"),
    PREPARE_HOSTS("108", "prepare hosts"),
    END_LEASE("109", "end lease"),
    WAIT_FOR_LEASE("120", "wait for a lease"),
    REPLACE_HOST("121", "replace host of lease");

    private final String id;
    private final String text;

    Action(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /** Three digits, part of the event id. */
    public String id() {
        return id;
    }

    public String text() {
        return text;
    }

    public static Optional<Action> withId(String id) {
        return Arrays.stream(values()).filter(action -> action.id.equals(id)).findFirst();
    }
}
