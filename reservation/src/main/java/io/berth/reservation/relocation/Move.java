package io.berth.reservation.relocation;

import io.berth.reservation.host.Host;
import io.berth.reservation.lease.Reservation;
import java.util.Optional;

/**
 * What becomes of one reservation on one host.
 *
 * @param reservation as it was
 * @param to absent where nothing takes the host's place
 * @param slots how many of them; 0 for the whole host
 * @param why nothing does; else empty
 */
public record Move(Reservation reservation, Host from, Optional<Host> to, int slots, String why) {

    /** Whether nobody but the calendar notices: it had not started, and loses nothing. */
    public boolean isHarmless() {
        return reservation.isPending() && to.isPresent();
    }
}
