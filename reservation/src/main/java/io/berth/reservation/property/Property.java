package io.berth.reservation.property;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The name of an extra capability. @param isPrivate left out of lists unless an administrator asks for all */
public record Property(UUID id, String name, boolean isPrivate, Instant createdAt, @Nullable Instant updatedAt) {}
