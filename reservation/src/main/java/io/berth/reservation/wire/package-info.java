/** How leases, reservations and hosts look on the wire, for clients and for external services that are asked about them. */
@NullMarked
package io.berth.reservation.wire;

import org.jspecify.annotations.NullMarked;
