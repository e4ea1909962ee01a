package io.berth.reservation.calendar;

/** Why a host is taken. */
public enum BookingKind {
    LEASE,
    /** After a lease, for as long as the site's cleaning time. */
    CLEANING,
    MAINTENANCE,
    QUARANTINE,
    /** After the last lease that a host may still have, until somebody lets it have others. */
    DRAIN
}
