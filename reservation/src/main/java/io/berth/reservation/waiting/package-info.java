/** Leases that wait for hosts: whoever frees some grants them to the oldest that fit, in the same transaction. */
@NullMarked
package io.berth.reservation.waiting;

import org.jspecify.annotations.NullMarked;
