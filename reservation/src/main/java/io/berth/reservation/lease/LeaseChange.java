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

    /** Whether its time has come, and nothing but states is other than before. */
    default boolean isOfTime() {
        return false;
    }

    record LeaseCreated(Lease lease) implements LeaseChange {}

    /** The lease as it shall be; its reservations and events are the same ones in other states. */
    record LeaseChanged(Lease lease, Cause cause) implements LeaseChange {
        public LeaseChanged(Lease lease) {
            this(lease, Cause.OTHER);
        }

        @Override
        public boolean isOfTime() {
            return cause == Cause.STARTED || cause == Cause.BEFORE_END;
        }
    }

    /** Why a lease changes, for those who are told. */
    enum Cause {
        /** More than its name was changed on request. */
        UPDATED,
        /** The same, and what happened before its end is to happen again. */
        UPDATED_AND_REARMED,
        /** Its start has come. */
        STARTED,
        /** The time before its end has come. */
        BEFORE_END,
        /** Nobody is told. */
        OTHER
    }

    /** The lease as it is after its end. @param had its bookings until then */
    record LeaseEnded(Lease lease, List<Booking> had) implements LeaseChange {
        public LeaseEnded {
            had = List.copyOf(had);
        }

        @Override
        public boolean isOfTime() {
            return true;
        }
    }

    /** Gone, with its reservations and events. @param had its bookings until then */
    record LeaseDeleted(Lease lease, List<Booking> had) implements LeaseChange {
        public LeaseDeleted {
            had = List.copyOf(had);
        }
    }
}
