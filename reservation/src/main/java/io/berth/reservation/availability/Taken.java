package io.berth.reservation.availability;

import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.Period;
import java.util.Optional;

/**
 * That a host, or a part of it, is taken for a time.
 *
 * @param lease whose it is; absent for what is no lease's, or a lease's that is gone
 * @param closing the maintenance that it is for
 */
public record Taken(Period period, BookingKind kind, boolean isShared, Optional<Holder> lease, Optional<Closing> closing) {

    /** Why it is closed. */
    public record Closing(String maintenanceId, String reason) {}


    /** The lease for which a host is taken. */
    public record Holder(String leaseId, String leaseName, String projectId) {}
}
