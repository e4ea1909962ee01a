package io.berth.reservation.availability;

import io.berth.reservation.calendar.Period;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a reservation has a host for a time.
 *
 * @param number the host's, by which clients of Blazar know it
 * @param slots of instances that it has there; null where the whole host is its
 */
record HeldHost(long number, String name, UUID reservationId, @Nullable Integer slots, Period period) {}
