/** Leases, their reservations and events: what they are, and creating, changing and deleting them. */
@NullMarked
package io.berth.reservation.lease;

import org.jspecify.annotations.NullMarked;
