package io.berth.reservation.audit;

import java.util.Locale;

/** What must always hold. */
public enum Check {
    HOSTS_BOOKED_ONCE("nothing is booked beside what takes a host whole"),
    SHARES_WITHIN_CAPACITY("shares of a host never add up to more than it has"),
    ADDRESSES_BOOKED_ONCE("an address is booked for one lease at a time"),
    BOOKINGS_OF_LEASES("bookings belong to leases and hosts that are there"),
    BOOKINGS_MATCH_LEASES("bookings last as long as their leases, and cleaning follows them"),
    RESERVATIONS_ARE_SERVED("reservations have booked as much as they asked for"),
    EVENTS_MATCH_STATUS("a lease's events and status fit together"),
    EVENTS_ARE_ARMED("what has not happened to a lease is due once, and what has happened is not"),
    NOTHING_OVERDUE("nothing that is due waits"),
    CLAIMS_MATCH_BOOKINGS("active reservations have claimed what they booked, and others nothing"),
    SLOTS_MATCH_BOOKINGS("active reservations of instances have their slots, and others none"),
    INDEX_MATCHES_DATABASE("calendars in memory are what the database has");

    private final String promise;

    Check(String promise) {
        this.promise = promise;
    }

    /** What holds where nothing was found. */
    public String promise() {
        return promise;
    }

    /** By which clients know it; does not change. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
