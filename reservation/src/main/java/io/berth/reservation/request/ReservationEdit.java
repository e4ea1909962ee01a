package io.berth.reservation.request;

import org.jspecify.annotations.Nullable;

/**
 * What is to change of one reservation.
 *
 * @param id as the client sent it
 * @param resourceType null where it was not sent
 */
public record ReservationEdit(String id, @Nullable String resourceType, RequestEdit edit) {}
