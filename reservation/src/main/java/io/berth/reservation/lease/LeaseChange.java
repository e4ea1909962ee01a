package io.berth.reservation.lease;

import io.berth.base.Change;

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

    /** Gone, with its reservations and events. */
    record LeaseDeleted(Lease lease) implements LeaseChange {}
}
