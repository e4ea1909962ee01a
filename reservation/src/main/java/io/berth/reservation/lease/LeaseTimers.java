package io.berth.reservation.lease;

import io.berth.store.WorkChange;
import io.berth.store.WorkChange.CancelWork;
import io.berth.store.WorkChange.ScheduleWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The due work of leases. Before a lease has started only its start is armed: so nothing overtakes it. */
public final class LeaseTimers {
    public static final String START = "lease.start";
    public static final String BEFORE_END = "lease.before_end";
    public static final String END = "lease.end";
    /** Those whose key is the lease's id. */
    public static final List<String> OF_LEASE = List.of(START, BEFORE_END, END);

    /** Its key is the booking's id. */
    public static final String CLEANING_END = "cleaning.end";

    private LeaseTimers() {}

    /** What the lease, as it now is, has to be woken for. */
    public static List<WorkChange> of(Lease lease) {
        String key = lease.id().toString();
        if (!lease.hasStarted()) {
            return List.of(new ScheduleWork(START, key, lease.startsAt()));
        }
        List<WorkChange> timers = new ArrayList<>();
        lease.beforeEndEvent()
                .filter(LeaseEvent::isUndone)
                .filter(event -> event.time() != null)
                .ifPresent(event -> timers.add(new ScheduleWork(BEFORE_END, key, timeOf(event, lease))));
        if (!lease.hasEnded()) {
            timers.add(new ScheduleWork(END, key, lease.endsAt()));
        }
        return timers;
    }

    private static Instant timeOf(LeaseEvent event, Lease lease) {
        Instant time = event.time();
        return time == null ? lease.endsAt() : time;
    }

    /** What the end of a lease, when it has come, leaves no time for; its start is long done, and its end is being done. */
    static List<WorkChange> overtaken(Lease lease) {
        return lease.beforeEndEvent().filter(LeaseEvent::isUndone).isPresent()
                ? List.of(new CancelWork(BEFORE_END, lease.id().toString()))
                : List.of();
    }

    public static List<WorkChange> none(UUID leaseId) {
        String key = leaseId.toString();
        return List.of(new CancelWork(START, key), new CancelWork(BEFORE_END, key), new CancelWork(END, key));
    }
}
