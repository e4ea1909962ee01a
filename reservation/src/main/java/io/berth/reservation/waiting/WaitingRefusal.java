package io.berth.reservation.waiting;

import io.berth.base.Refusal;

/** Why something is not done with the waiting list. Codes are permanent. */
public sealed interface WaitingRefusal extends Refusal {

    record NoSuchWaitingLease(String id) implements WaitingRefusal {
        @Override
        public String code() {
            return "reservation.no_such_waiting_lease";
        }

        @Override
        public String message() {
            return "There is no waiting lease " + id;
        }
    }

    /** @param whose in words: {@code the project} */
    record WaitingListFull(String whose, int max) implements WaitingRefusal {
        @Override
        public String code() {
            return "reservation.waiting_list_full";
        }

        @Override
        public String message() {
            return whose + " has " + max + " waiting leases already, and more are not allowed; withdraw one, or wait until one is granted";
        }
    }

    /** It was granted, expired or withdrawn before. */
    record NotWaiting(String id, WaitingStatus status) implements WaitingRefusal {
        @Override
        public String code() {
            return "reservation.not_waiting";
        }

        @Override
        public String message() {
            return "Waiting lease " + id + " is " + status.text() + " and waits no more"
                    + (status == WaitingStatus.GRANTED ? ": delete the lease of that id" : "");
        }
    }
}
