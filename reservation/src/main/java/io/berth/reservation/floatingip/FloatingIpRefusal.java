package io.berth.reservation.floatingip;

import io.berth.base.Refusal;

/** Why an address is not registered or removed; the texts are Blazar's where it has one (contract blazar §11). */
public sealed interface FloatingIpRefusal extends Refusal {

    record NoSuchFloatingIp(String id) implements FloatingIpRefusal {
        @Override
        public String code() {
            return "reservation.no_such_floating_ip";
        }

        @Override
        public String message() {
            return "Floating IP " + id + " not found.";
        }
    }

    record NoSuchNetwork(String id) implements FloatingIpRefusal {
        @Override
        public String code() {
            return "reservation.no_such_network";
        }

        @Override
        public String message() {
            return "Failed to find network " + id;
        }
    }

    /** No subnet of the network has the address. */
    record NoSuchSubnet(String address) implements FloatingIpRefusal {
        @Override
        public String code() {
            return "reservation.no_such_subnet";
        }

        @Override
        public String message() {
            return "Valid subnet for the floating IP " + address + " is not found.";
        }
    }

    /** The network gives the address out by itself, or it is its gateway. */
    record UsedByNetwork(String address, String subnetId) implements FloatingIpRefusal {
        @Override
        public String code() {
            return "reservation.address_used_by_network";
        }

        /** The blank before the full stop is Blazar's. */
        @Override
        public String message() {
            return "The floating IP " + address + " is used in allocation_pools or gateway_ip in subnet " + subnetId + " .";
        }
    }

    record AlreadyRegistered(String address) implements FloatingIpRefusal {
        @Override
        public String code() {
            return "reservation.floating_ip_already_registered";
        }

        @Override
        public String message() {
            return "The floating IP " + address + " is already registered.";
        }
    }

    record FloatingIpReserved(String id) implements FloatingIpRefusal {
        @Override
        public String code() {
            return "reservation.floating_ip_reserved";
        }

        @Override
        public String message() {
            return "Can't delete floating IP " + id + ". Floating IP id " + id + " is allocated by reservations.";
        }
    }
}
