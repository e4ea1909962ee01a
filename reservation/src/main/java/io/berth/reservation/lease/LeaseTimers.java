package io.berth.reservation.lease;

import io.berth.store.WorkChange;
import io.berth.store.WorkChange.CancelWork;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The due work of leases. A lease is armed for what comes next and for nothing else; when that is done, the transaction that does it
 * arms the next. So nothing overtakes anything, and nobody has two things of one lease in hand.
 */
public final class LeaseTimers {
    public static final String START = "lease.start";
    public static final String BEFORE_END = "lease.before_end";
    public static final String END = "lease.end";
    /** Those whose key is the lease's id. */
    public static final List<String> OF_LEASE = List.of(START, BEFORE_END, END);

    /** Its key is the booking's id. */
    public static final String CLEANING_END = "cleaning.end";

    private LeaseTimers() {}

    /** What the lease, as it now is, has to be woken for next; nothing once it has ended. */
    public static List<ScheduleWork> of(Lease lease) {
        String key = lease.id().toString();
        if (!lease.hasStarted()) {
            return List.of(new ScheduleWork(START, key, lease.startsAt()));
        }
        if (lease.hasEnded()) {
            return List.of();
        }
        Instant beforeEnd = lease.beforeEndEvent().filter(LeaseEvent::isUndone).map(LeaseEvent::time).orElse(null);
        // What is to come before an end does not put it off.
        return beforeEnd == null || beforeEnd.isAfter(lease.endsAt())
                ? List.of(end(lease))
                : List.of(new ScheduleWork(BEFORE_END, key, beforeEnd));
    }

    static ScheduleWork end(Lease lease) {
        return new ScheduleWork(END, lease.id().toString(), lease.endsAt());
    }

    /** What to do that the lease is woken for nothing more. */
    public static List<WorkChange> none(UUID leaseId) {
        String key = leaseId.toString();
        return List.of(new CancelWork(START, key), new CancelWork(BEFORE_END, key), new CancelWork(END, key));
    }
}
