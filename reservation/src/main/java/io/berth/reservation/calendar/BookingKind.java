package io.berth.reservation.calendar;

/** Why a host is taken. */
public enum BookingKind {
    LEASE,
    /** After a lease, for as long as the site's cleaning time. */
    CLEANING,
    MAINTENANCE,
    QUARANTINE
}
