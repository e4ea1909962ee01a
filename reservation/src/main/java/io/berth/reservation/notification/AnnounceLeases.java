package io.berth.reservation.notification;

import io.berth.base.Change;
import io.berth.base.Clock;
import io.berth.base.Ids;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.LeaseChange;
import io.berth.reservation.notification.NotificationChange.NotificationQueued;
import io.berth.store.Follower;
import io.berth.store.WorkChange.ScheduleWorkLast;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Says what is told of changes of leases, whoever makes them (contract blazar §19); it is queued in their transaction. */
final class AnnounceLeases implements Follower {
    private static final String CREATED = "lease.create";
    private static final String UPDATED = "lease.update";
    private static final String DELETED = "lease.delete";
    private static final String STARTED = "lease.event.start_lease";
    private static final String BEFORE_END = "lease.event.before_end_lease";
    private static final String BEFORE_END_STOPPED = "lease.event.before_end_lease.stop";
    private static final String ENDED = "lease.event.end_lease";
    private static final String UPDATING = "UPDATING";
    private static final String DELETING = "DELETING";

    private final Clock clock;
    private final Ids ids;

    AnnounceLeases(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Sequel before(Handle tx, List<? extends Change> changes) {
        List<Change> follow = decide(changes);
        return follow.isEmpty() ? Sequel.NOTHING : after -> follow;
    }

    private List<Change> decide(List<? extends Change> changes) {
        Instant now = clock.now();
        List<Change> follow = new ArrayList<>();
        SortedSet<Integer> lanes = new TreeSet<>();
        for (Change change : changes) {
            if (change instanceof LeaseChange of) {
                for (Notification each : about(of, now)) {
                    follow.add(new NotificationQueued(each));
                    lanes.add(each.lane());
                }
            }
        }
        // Last, because more may be told in the same transaction: of leases that are given what these leave.
        lanes.forEach(lane -> follow.add(new ScheduleWorkLast(TellNotifications.KIND, Integer.toString(lane), now)));
        return follow;
    }

    private List<Notification> about(LeaseChange change, Instant now) {
        Lease lease = change.lease();
        String status = lease.status().name();
        return switch (change) {
            case LeaseChange.LeaseCreated it -> List.of(told(CREATED, lease, status, now));
            case LeaseChange.LeaseChanged it -> switch (it.cause()) {
                case UPDATED -> List.of(told(UPDATED, lease, UPDATING, now));
                case UPDATED_AND_REARMED ->
                    List.of(told(BEFORE_END_STOPPED, lease, UPDATING, now), told(UPDATED, lease, UPDATING, now));
                case STARTED -> List.of(told(STARTED, lease, status, now));
                case BEFORE_END -> List.of(told(BEFORE_END, lease, status, now));
                case OTHER -> List.of();
            };
            case LeaseChange.LeaseEnded it -> List.of(told(ENDED, lease, status, now));
            case LeaseChange.LeaseDeleted it -> List.of(told(DELETED, lease, DELETING, now));
        };
    }

    private Notification told(String eventType, Lease lease, String status, Instant now) {
        return Notification.of(lease.id(), Envelope.of(ids.uuid(), eventType, lease, status, now), now);
    }
}
