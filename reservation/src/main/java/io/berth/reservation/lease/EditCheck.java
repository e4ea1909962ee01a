package io.berth.reservation.lease;

import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import io.berth.reservation.refusal.ReservationRefusal.ResourceTypeIsFixed;
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
                    .flatMap(reservation -> fault(reservation.request(), edit));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<ReservationRefusal> fault(ReservationRequest before, ReservationEdit edit) {
        return edit.resourceType() == null || edit.resourceType().equals(before.resourceType())
                ? edit.edit().applyTo(before).fault()
                : Optional.of(new ResourceTypeIsFixed());
    }
}
