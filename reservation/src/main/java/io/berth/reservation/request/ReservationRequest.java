package io.berth.reservation.request;

import io.berth.reservation.refusal.ReservationRefusal;
import java.util.Optional;

/** What a reservation asks for: a kind for each resource type (contract blazar §7). */
public sealed interface ReservationRequest permits HostRequest, InstanceRequest, FlavorRequest, FloatingIpRequest {
    /** Its name on the wire: {@code physical:host}. Never changes in a reservation's life. */
    String resourceType();

    /** What is wrong with its numbers, whatever the calendar holds. */
    Optional<ReservationRefusal> fault();
}
