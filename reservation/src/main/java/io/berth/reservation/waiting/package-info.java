/** Leases that wait for what they reserve: whoever frees some of it grants it to the oldest that fit, in the same transaction. */
@NullMarked
package io.berth.reservation.waiting;

import org.jspecify.annotations.NullMarked;
