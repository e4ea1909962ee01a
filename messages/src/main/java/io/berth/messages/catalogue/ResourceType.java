package io.berth.messages.catalogue;

/**
 * What a message is about: {@code resource_type}. The first three are the block storage service's (contract
 * cinder-messages §2), the others are Berth's own.
 */
public enum ResourceType {
    VOLUME,
    VOLUME_SNAPSHOT,
    VOLUME_BACKUP,
    LEASE,
    HOST,
    TASK,
    SERVER
}
