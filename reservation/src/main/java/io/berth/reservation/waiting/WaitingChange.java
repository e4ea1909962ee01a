package io.berth.reservation.waiting;

import io.berth.base.Change;

/** What can become of a waiting lease. */
public sealed interface WaitingChange extends Change {
    WaitingLease entry();

    @Override
    default String subject() {
        return "waiting_lease/" + entry().id();
    }

    /** It waits; or, where it was granted at once, has never waited. */
    record WaitingAdded(WaitingLease entry) implements WaitingChange {}

    /** It waits no more. @param entry as it shall be */
    record WaitingOver(WaitingLease entry) implements WaitingChange {}
}
