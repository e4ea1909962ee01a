package io.berth.reservation.maintenance;

import io.berth.base.Refusal;
import io.berth.reservation.relocation.Relocated;
import java.util.List;

/** Why hosts are not closed, or not otherwise. Codes are permanent. */
public sealed interface MaintenanceRefusal extends Refusal {

    /** What is asked for contradicts itself, or the time. */
    record Invalid(String message) implements MaintenanceRefusal {
        @Override
        public String code() {
            return "reservation.invalid_maintenance";
        }
    }

    record NoSuchMaintenance(String id) implements MaintenanceRefusal {
        @Override
        public String code() {
            return "reservation.no_such_maintenance";
        }

        @Override
        public String message() {
            return "There is no maintenance " + id;
        }
    }

    /** It is over, or was lifted: nothing can be done with it any more. */
    record Ended(String id) implements MaintenanceRefusal {
        @Override
        public String code() {
            return "reservation.maintenance_ended";
        }

        @Override
        public String message() {
            return "Maintenance " + id + " has ended";
        }
    }

    /** Some host is closed then already. @param host its name */
    record AlreadyClosed(String host, String kind) implements MaintenanceRefusal {
        @Override
        public String code() {
            return "reservation.already_closed";
        }

        @Override
        public String message() {
            return "Host " + host + " is closed then already: " + kind;
        }
    }

    /** So many leases have the hosts that one transaction should not move them. */
    record TooManyLeases(int max) implements MaintenanceRefusal {
        @Override
        public String code() {
            return "reservation.too_many_leases_to_move";
        }

        @Override
        public String message() {
            return "more than " + max + " leases have these hosts then, and one closing moves no more: close fewer hosts at once, or drain them";
        }
    }

    /** @param leases that are in the way, and what would become of them */
    record LeasesInTheWay(List<Relocated> leases, OnConflict onConflict) implements MaintenanceRefusal {
        public LeasesInTheWay {
            leases = List.copyOf(leases);
        }

        @Override
        public String code() {
            return "reservation.leases_in_the_way";
        }

        @Override
        public String message() {
            return switch (onConflict) {
                case REFUSE -> leases.size() + " leases have these hosts then; on_conflict move gives them others where that is possible";
                case MOVE, FORCE -> "some leases cannot be given other hosts; on_conflict force takes these from them all the same";
            };
        }
    }
}
