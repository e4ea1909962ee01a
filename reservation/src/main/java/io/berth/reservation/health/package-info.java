/** Hosts that fail and recover, as operators say or as is seen; and what that means for leases. */
@NullMarked
package io.berth.reservation.health;

import org.jspecify.annotations.NullMarked;
