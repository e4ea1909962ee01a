package io.berth.reservation.lease;

import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.FloatingIpsNotEditable;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import io.berth.reservation.refusal.ReservationRefusal.NotEditable;
import io.berth.reservation.refusal.ReservationRefusal.ResourceTypeIsFixed;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.InstanceRequest;
import io.berth.reservation.request.ReservationEdit;
import io.berth.reservation.request.ReservationRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is wrong with edits of reservations, whatever the calendar holds (contract blazar §6.4 step 5). */
final class EditCheck {
    private EditCheck() {}

    static Optional<ReservationRefusal> of(Lease lease, List<ReservationEdit> edits) {
        Set<String> known = lease.reservations().stream()
                .map(reservation -> reservation.id().toString())
                .collect(Collectors.toSet());
        String unknown = edits.stream()
                .map(ReservationEdit::id)
                .filter(id -> !known.contains(id))
                .collect(Collectors.joining(","));
        if (!unknown.isEmpty()) {
            return Optional.of(new InvalidInput(
                    "Please enter valid reservation IDs. Invalid reservation IDs are: " + unknown));
        }
        if (edits.stream().map(ReservationEdit::id).distinct().count() != edits.size()) {
            return Optional.of(new InvalidInput("Malformed parameter reservations (one reservation is named twice)"));
        }
        for (ReservationEdit edit : edits) {
            Optional<ReservationRefusal> fault = lease.reservations().stream()
                    .filter(reservation -> reservation.id().toString().equals(edit.id()))
                    .findFirst()
                    .flatMap(reservation -> fault(reservation, edit));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<ReservationRefusal> fault(Reservation reservation, ReservationEdit edit) {
        ReservationRequest before = reservation.request();
        if (edit.resourceType() != null && !edit.resourceType().equals(before.resourceType())) {
            return Optional.of(new ResourceTypeIsFixed());
        }
        ReservationRequest after = edit.edit().applyTo(before);
        return after.fault().or(() -> switch (after) {
            case HostRequest it -> Optional.empty();
            case FloatingIpRequest it -> before instanceof FloatingIpRequest was ? ofAddresses(was, it) : Optional.empty();
            case InstanceRequest it -> before instanceof InstanceRequest was && edit.edit().choosesAnew()
                    ? ofInstances(reservation, it.amount() - was.amount(), it.of(was.amount()).equals(was))
                    : Optional.empty();
            case FlavorRequest it -> before instanceof FlavorRequest was && edit.edit().choosesAnew()
                    ? ofInstances(reservation, it.amount() - was.amount(), true)
                    : Optional.empty();
        });
    }

    /** Contract blazar §7.4: an address once required can only be given up together with all the others. */
    private static Optional<ReservationRefusal> ofAddresses(FloatingIpRequest before, FloatingIpRequest after) {
        if (!after.networkId().equals(before.networkId())) {
            return Optional.of(new FloatingIpsNotEditable("Updating network_id is not supported"));
        }
        return after.requiredAddresses().isEmpty() || after.requiredAddresses().equals(before.requiredAddresses())
                ? Optional.empty()
                : Optional.of(new FloatingIpsNotEditable(
                        "Updating required_floatingips is not supported except with an empty list"));
    }

    /** Contract blazar §7.2: once it is active a reservation of instances can only grow. */
    private static Optional<ReservationRefusal> ofInstances(Reservation reservation, int growth, boolean changesOnlyAmount) {
        return switch (reservation.status()) {
            case PENDING, DELETED -> Optional.empty();
            case ERROR -> Optional.of(new NotEditable("An error reservation doesn't accept an updating request."));
            case ACTIVE -> {
                if (!changesOnlyAmount) {
                    yield Optional.of(new NotEditable("An active reservation only accepts to update amount."));
                }
                yield growth < 0
                        ? Optional.of(new NotEditable("Instance reservation doesn't allow to reduce/replace reserved instance"
                                + " slots when the reservation is in active status."))
                        : Optional.empty();
            }
        };
    }
}
