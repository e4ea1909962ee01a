package io.berth.reservation.enforcement;

import io.berth.base.Decision;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.refusal.ReservationRefusal;
import java.util.Optional;

/** What the site forbids though there may be hosts. */
public interface Admission {
    /** Whether the site forbids anything at all. */
    boolean isActive();

    /** Asked before it is booked, outside of any transaction: a service elsewhere may have its say. @param wanted as it would be now */
    Optional<ReservationRefusal> toBook(Decision.Accepted<Lease> wanted);

    /** Asked again in the transaction that books it later: only what this process knows by itself. */
    Optional<ReservationRefusal> toHave(Lease lease);
}
