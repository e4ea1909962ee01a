package io.berth.reservation.lease;

/** A lease's state (contract blazar §9.1). All work is one transaction, so only the stable ones are ever stored. */
public enum LeaseStatus {
    PENDING,
    ACTIVE,
    TERMINATED,
    ERROR;

    /** What the events imply. */
    static LeaseStatus of(EventStatus start, EventStatus end) {
        return switch (start) {
            case UNDONE -> end == EventStatus.UNDONE ? PENDING : ERROR;
            case DONE -> switch (end) {
                case UNDONE -> ACTIVE;
                case DONE -> TERMINATED;
                case ERROR -> ERROR;
            };
            case ERROR -> ERROR;
        };
    }
}
