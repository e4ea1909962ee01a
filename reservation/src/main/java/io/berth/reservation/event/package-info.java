/** What happens when a lease falls due to begin or end, and the ports to the rooms where it happens. */
@NullMarked
package io.berth.reservation.event;

import org.jspecify.annotations.NullMarked;
