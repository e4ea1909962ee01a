package io.berth.messages.catalogue;

import java.util.Arrays;
import java.util.Optional;

/**
 * What went wrong, in words that any user of the project may read. Ids and texts are permanent: 001 to 030 are the block
 * storage service's (contract cinder-messages §5), those from 100 upwards are Berth's own. A part in brackets is told
 * only where the message carries the {@link Parameter} that it names.
 */
public enum Detail {
    UNKNOWN_ERROR("001", "An unknown error occurred."),
    DRIVER_NOT_INITIALIZED("002", "Driver is not initialized at present."),
    NO_BACKEND_AVAILABLE("003", "Could not find any available weighted backend."),
    FAILED_TO_UPLOAD_VOLUME("004", "Failed to upload volume to image at backend."),
    VOLUME_ATTACH_MODE_INVALID("005", "Volume's attach mode is invalid."),
    QUOTA_EXCEED("006", "Not enough quota resource for operation."),
    NOT_ENOUGH_SPACE_FOR_IMAGE("007", "Image used for creating volume exceeds available space."),
    UNMANAGE_ENC_NOT_SUPPORTED("008", "Unmanaging encrypted volumes is not supported."),
    NOTIFY_COMPUTE_SERVICE_FAILED("009", "Compute service failed to extend volume."),
    DRIVER_FAILED_EXTEND("010", "Volume Driver failed to extend volume."),
    SIGNATURE_VERIFICATION_FAILED("011", "Image signature verification failed."),
    DRIVER_FAILED_CREATE("012", "Driver failed to create the volume."),
    SNAPSHOT_CREATE_ERROR("013", "Snapshot failed to create."),
    SNAPSHOT_UPDATE_METADATA_FAILED("014", "Volume snapshot update metadata failed."),
    SNAPSHOT_IS_BUSY("015", "Snapshot is busy."),
    SNAPSHOT_DELETE_ERROR("016", "Snapshot failed to delete."),
    BACKUP_INVALID_STATE("017", "Backup status is invalid."),
    BACKUP_SERVICE_DOWN("018", "Backup service is down."),
    BACKUP_CREATE_DEVICE_ERROR("019", "Failed to get backup device from the volume service."),
    BACKUP_CREATE_DRIVER_ERROR("020", "Backup driver failed to create backup."),
    ATTACH_ERROR("021", "Failed to attach volume."),
    DETACH_ERROR("022", "Failed to detach volume."),
    BACKUP_CREATE_CLEANUP_ERROR("023", "Cleanup of temporary volume/snapshot failed."),
    BACKUP_SCHEDULE_ERROR("024", "Backup failed to schedule. Service not found for creating backup."),
    BACKUP_DELETE_DRIVER_ERROR("025", "Backup driver failed to delete backup."),
    BACKUP_RESTORE_ERROR("026", "Backup driver failed to restore backup."),
    VOLUME_INVALID_STATE("027", "Volume status is invalid."),
    REIMAGE_VOLUME_FAILED("028", "Compute service failed to reimage volume."),
    IMAGE_FORMAT_UNACCEPTABLE(
            "029",
            "The image disk format must be the same as the volume format for the volume type you are requesting."),
    INCREMENTAL_BACKUP_FORCES_FULL_BACKUP("030", "Incremental backup not possible, forcing full backup."),

    CLAIMED_BY_OTHERS("100", "Others hold claims on what was booked[ on host {host}]."),
    SOME_HOSTS_FAILED("101", "The deployment failed on some of the hosts[: {failed} of {total}]."),
    ALL_HOSTS_FAILED("102", "The deployment failed on all of the hosts."),
    BOOT_ACTION_FAILED("103", "The boot action[ {boot_action}] reported a failure[ on host {host}]."),
    BOOT_ACTION_SILENT("104", "The boot action[ {boot_action}] was not reported in time[ by host {host}]."),
    HOST_NOT_POWERED_ON("105", "The host[ {host}] could not be powered on."),
    CONTROLLER_UNREACHABLE("106", "The management controller of the host[ {host}] did not answer."),
    CONTROLLER_REFUSED_LOGIN("107", "The management controller of the host[ {host}] refused the login."),
    NO_NETWORK_BOOT("108", "The host[ {host}] did not boot from the network in time."),
    NO_ROOM_ON_ANY_HOST("109", "No host has room for the server."),
    NO_ROOM_IN_RESERVATION("110", "The hosts of the reservation have no room left for the server."),
    NOT_TAKEN_BY_HOST("111", "The host[ {host}] did not take the event[ {event}]."),
    PORT_PLUG_FAILED("112", "The network reported that a port of the server could not be plugged."),
    PORT_PLUG_LATE("113", "The network did not report in time that the ports of the server are plugged."),
    HOST_NOT_PREPARED("114", "The host[ {host}] could not be prepared for deployment."),
    NO_ROOM_BESIDE_LEASES("115", "No host that is not set aside for leases has room for the server."),
    HOST_GIVEN_TO_LEASE("116", "The server was deleted, for its host[ {host}] belongs to a lease now."),
    NO_SUCH_RESERVATION("117", "The project has no active reservation with the id in the server's hint."),
    FLAVOR_NOT_OF_RESERVATION("118", "The flavor and the reservation in the server's hint do not belong together."),
    GRANTED_AFTER_WAIT("130", "What was waited for became free, and the lease has it."),
    NOT_GRANTED_BY_DEADLINE("131", "Not enough of what was waited for became free before the deadline."),

    HOST_FAILED("120", "The host[ {host}] failed[, as {source} tells]; another took its place[: {replacement}]."),
    HOST_FAILED_UNREPLACED("121", "The host[ {host}] failed[, as {source} tells], and no other can take its place."),
    HOST_CLOSED("122", "The host[ {host}] was closed by its operator; another took its place[: {replacement}]."),
    HOST_CLOSED_UNREPLACED("123", "The host[ {host}] was closed by its operator, and no other can take its place.");

    private final String id;
    private final String text;

    Detail(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /** Three digits, part of the event id. */
    public String id() {
        return id;
    }

    String template() {
        return text;
    }

    public static Optional<Detail> withId(String id) {
        return Arrays.stream(values()).filter(detail -> detail.id.equals(id)).findFirst();
    }
}
