package io.berth.reservation.recurring;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.refusal;

import io.berth.reservation.TestRoom;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.recurring.RecurringRefusal.Conflicts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** A room in which leases come again. */
abstract class RecurringScene {
    final TestRoom room;

    RecurringScene(TestRoom room) {
        this.room = room;
    }

    final RecurringLease create(RecurLeases request) {
        return accepted(room.room.recurring().create(request, TestRoom.OWNER)).reply();
    }

    final Conflicts conflicts(RecurLeases request) {
        return (Conflicts) refusal(room.room.recurring().create(request, TestRoom.OWNER));
    }

    /** Of the occurrences that have one. */
    final List<Lease> leasesOf(RecurringLease recurring) {
        return recurring.occurrences().stream()
                .map(Occurrence::leaseId)
                .filter(Objects::nonNull)
                .map(id -> room.room.leases().find(id).orElseThrow())
                .toList();
    }

    /** @param day 1 is today */
    static Instant day(int day, String time) {
        return at(time).plus(Duration.ofDays(day - 1L));
    }
}
