package io.berth.reservation.refusal;

import io.berth.base.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Why this room does not do what was asked. Codes are permanent; texts are Blazar's where it has one (contract blazar §22). */
public sealed interface ReservationRefusal extends Refusal {

    /** A parameter is missing, malformed or contradicts another. */
    record InvalidInput(String message) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.invalid_input";
        }
    }

    /** A date is in the past, or dates are in the wrong order, for what the lease is. */
    record InvalidDates(String message) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.invalid_dates";
        }
    }

    /** before_end_date is not strictly between start and end. */
    record BeforeEndOutOfLease() implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.before_end_out_of_lease";
        }

        @Override
        public String message() {
            return "Datetime is out of lease limits";
        }
    }

    record UnsupportedResourceType(String type) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.unsupported_resource_type";
        }

        @Override
        public String message() {
            return "The " + type + " resource type is not supported";
        }
    }

    record ResourceTypeIsFixed() implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.resource_type_is_fixed";
        }

        @Override
        public String message() {
            return "resource_type cannot be updated";
        }
    }

    /** The reservation, as it now is, cannot be changed like that. */
    record NotEditable(String message) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.not_editable";
        }
    }

    /**
     * The site limits how long leases last; the text is Blazar's, the status too (contract blazar §18).
     *
     * @param isNew whether it was being created, which is forbidden; an update that asks for too much is a bad request
     */
    record LeaseTooLong(Duration length, Duration max, boolean isNew) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.lease_too_long";
        }

        @Override
        public String message() {
            return "Lease duration of " + length.toSeconds()
                    + " seconds must be less than or equal to the maximum lease duration of " + max.toSeconds() + " seconds.";
        }
    }

    /** The site's own service said no, or nothing. @param reason in its words */
    record DeniedByExternalService(Optional<String> reason) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.denied_by_external_service";
        }

        @Override
        public String message() {
            return reason.orElse("External service enforcement filter denied the request.");
        }
    }

    /**
     * More than the project's budget allows.
     *
     * @param limit the budget's name of it: {@code max_hosts}
     * @param when blank and {@code from … to …}, where it would be exceeded; empty where that is no question of time
     */
    record BudgetExceeded(String limit, Figures figures, String when) implements ReservationRefusal {
        /** In the limit's own unit, hosts or hours. */
        public record Figures(BigDecimal allowed, BigDecimal asked, BigDecimal used, BigDecimal left) {}

        @Override
        public String code() {
            return "reservation.budget_exceeded";
        }

        @Override
        public String message() {
            return "The project's budget does not allow that: " + limit + " is " + figures.allowed() + when + "; "
                    + figures.asked() + " asked, " + figures.used() + " used, " + figures.left() + " left.";
        }
    }

    record NoSuchBudget(String projectId) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.no_such_budget";
        }

        @Override
        public String message() {
            return "Project " + projectId + " has no budget";
        }
    }

    /** An expression names a property that is neither a host's own field nor a capability of any host. */
    record UnknownProperty(String name) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.unknown_property";
        }

        @Override
        public String message() {
            return "Unknown property " + name + ": no host has it";
        }
    }

    /** @param reasons how many hosts each constraint removed, as a sentence */
    record NotEnoughHosts(String reasons) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.not_enough_hosts";
        }

        @Override
        public String message() {
            return "Not enough hosts available: " + reasons;
        }
    }

    /** @param reasons how many addresses each constraint removed, as a sentence */
    record NotEnoughFloatingIps(String reasons) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.not_enough_floating_ips";
        }

        @Override
        public String message() {
            return "Not enough floating IPs available: " + reasons;
        }
    }

    /** A reservation of addresses, as it now is, cannot be changed like that; 400, other than with instances. */
    record FloatingIpsNotEditable(String why) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.floating_ips_not_editable";
        }

        @Override
        public String message() {
            return "Floating IP reservation cannot be updated with requested parameters. " + why;
        }
    }

    /** The hosts to be added to a running lease are claimed by someone in the ledger. */
    record HostsClaimed(String reason) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.hosts_claimed";
        }

        @Override
        public String message() {
            return "Not enough hosts available: the chosen hosts cannot be claimed now: " + reason;
        }
    }

    /** The ending is that of the client by which Blazar asks Nova. */
    record NoSuchFlavor(String id) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.no_such_flavor";
        }

        @Override
        public String message() {
            return "Flavor " + id + " could not be found. (HTTP 404)";
        }
    }

    record NoSuchLease(String id) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.no_such_lease";
        }

        @Override
        public String message() {
            return "Object with {'lease_id': '" + id + "'} not found";
        }
    }

    record NoSuchHost(String id) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.no_such_host";
        }

        @Override
        public String message() {
            return "Object with {'host_id': '" + id + "'} not found";
        }
    }

    record NoSuchProperty(String name) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.no_such_property";
        }

        @Override
        public String message() {
            return "Object with {'resource_property': '" + name + "'} not found";
        }
    }

    /** No machine of that name in the ledger, so there is nothing to enrol. */
    record NoSuchMachine(String name) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.no_such_machine";
        }

        @Override
        public String message() {
            return "Host '" + name + "' not found!";
        }
    }

    /** Neither name nor id was given: nothing says which machine. */
    record HostNotNamed(String body) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.host_not_named";
        }

        @Override
        public String message() {
            return "Invalid values for host " + body;
        }
    }

    record HostAlreadyEnrolled(String name) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.host_already_enrolled";
        }

        /** The trailing blank is Blazar's. */
        @Override
        public String message() {
            return "Conflict on creating resource provider blazar_" + name + " ";
        }
    }

    /** Somebody uses the machine outside of reservations. Blazar names the servers, which this room does not know. */
    record HostInUse(String name) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.host_in_use";
        }

        @Override
        public String message() {
            return "Servers found for host " + name + ": somebody uses its resources";
        }
    }

    record HostReserved(long number) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.host_reserved";
        }

        @Override
        public String message() {
            return "Can't delete host " + number + ". The host is reserved.";
        }
    }

    /** @param names in Python's list form: {@code ['gpu']} */
    record CapabilityInUse(String names, long number) implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.capability_in_use";
        }

        @Override
        public String message() {
            return "Can't add extracapabilities " + names + " to Host " + number;
        }
    }

    /** PUT of a host with an empty object; Blazar words the name of this error differently (contract blazar §2.6). */
    record NothingToUpdate() implements ReservationRefusal {
        @Override
        public String code() {
            return "reservation.nothing_to_update";
        }

        @Override
        public String message() {
            return "No data to update";
        }
    }
}
