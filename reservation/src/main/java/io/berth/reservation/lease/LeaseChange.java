package io.berth.reservation.lease;

import io.berth.base.Change;
import io.berth.reservation.calendar.Booking;
import java.util.List;

/** What can become of a lease. Its revision is the one on which that was decided. */
public sealed interface LeaseChange extends Change {
    Lease lease();

    @Override
    default String subject() {
        return "lease/" + lease().id();
    }

    record LeaseCreated(Lease lease) implements LeaseChange {}

    /** The lease as it shall be; its reservations and events are the same ones in other states. */
    record LeaseChanged(Lease lease) implements LeaseChange {}

    /** The lease as it is after its end. @param had its bookings until then */
    record LeaseEnded(Lease lease, List<Booking> had) implements LeaseChange {
        public LeaseEnded {
            had = List.copyOf(had);
        }
    }

    /** Gone, with its reservations and events. @param had its bookings until then */
    record LeaseDeleted(Lease lease, List<Booking> had) implements LeaseChange {
        public LeaseDeleted {
            had = List.copyOf(had);
        }
    }
}
