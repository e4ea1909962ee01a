package io.berth.reservation.lease;

/** Contract blazar §9.3, without IN_PROGRESS: an event's effect and its mark are one transaction. */
public enum EventStatus {
    UNDONE,
    DONE,
    ERROR
}
