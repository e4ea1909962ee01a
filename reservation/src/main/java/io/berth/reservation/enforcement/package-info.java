/** What a site forbids though the calendar allows it: leases that are too long, and whatever its own service says no to (contract blazar §18). */
@NullMarked
package io.berth.reservation.enforcement;

import org.jspecify.annotations.NullMarked;
