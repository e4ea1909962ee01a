package io.berth.reservation.notification;

import java.time.Instant;
import java.util.UUID;

/**
 * Something that is to be told.
 *
 * @param ordinal where it stands in its lane; given by the database
 * @param lane told one after the other, and beside other lanes; all of one lease are in one
 * @param body the envelope, as JSON
 * @param attempts how often telling it failed
 */
record Notification(long ordinal, int lane, String body, Instant createdAt, int attempts) {
    /** As many receivers' connections at most. Fewer would have leases wait for each other where they are written. */
    static final int LANES = 32;

    static Notification of(UUID leaseId, String body, Instant now) {
        return new Notification(0, Math.floorMod(leaseId.hashCode(), LANES), body, now, 0);
    }
}
