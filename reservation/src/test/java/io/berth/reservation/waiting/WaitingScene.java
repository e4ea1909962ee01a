package io.berth.reservation.waiting;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.at;
import static io.berth.reservation.Samples.lease;

import io.berth.reservation.TestRoom;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.request.ReservationRequest;
import io.berth.reservation.waiting.WaitingList.Shown;

/** A room in which leases wait, and what has become of them. */
abstract class WaitingScene {
    final TestRoom room;

    WaitingScene(TestRoom room) {
        this.room = room;
    }

    static WaitLease wish(String earliest, String end, String deadline, ReservationRequest... requests) {
        return new WaitLease(lease(earliest, end, requests), at(deadline), "{}");
    }

    final WaitingLease wait(String earliest, String end, String deadline, ReservationRequest... requests) {
        return accepted(room.room.waiting().create(wish(earliest, end, deadline, requests), TestRoom.OWNER)).reply().entry();
    }

    final Shown shown(WaitingLease entry) {
        return room.room.waiting().find(entry.id()).orElseThrow();
    }

    final WaitingStatus status(WaitingLease entry) {
        return shown(entry).entry().status();
    }

    final Lease leaseOf(WaitingLease entry) {
        return room.room.leases().find(entry.id()).orElseThrow();
    }
}
