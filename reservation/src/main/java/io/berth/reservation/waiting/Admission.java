package io.berth.reservation.waiting;

import io.berth.reservation.lease.Lease;
import io.berth.reservation.refusal.ReservationRefusal;
import java.util.Optional;

/** What the site forbids though there may be hosts. */
public interface Admission {
    /** Asked before it waits, outside of any transaction: a service elsewhere may have its say. @param lease without hosts yet */
    Optional<ReservationRefusal> toWait(Lease lease);

    /** Asked again in the transaction that grants it: only what this process knows by itself. */
    Optional<ReservationRefusal> toHave(Lease lease);
}
