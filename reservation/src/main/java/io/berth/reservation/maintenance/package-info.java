/** Hosts are closed to leases: for maintenance, in quarantine, or to be drained. */
@NullMarked
package io.berth.reservation.maintenance;

import org.jspecify.annotations.NullMarked;
