/** Leases leave hosts that fail or are closed: where they go, what they lose, and how that is written. */
@NullMarked
package io.berth.reservation.relocation;

import org.jspecify.annotations.NullMarked;
