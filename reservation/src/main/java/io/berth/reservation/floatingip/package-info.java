/** Addresses that can be reserved: their registration, their calendar, and the choice of free ones. */
@NullMarked
package io.berth.reservation.floatingip;

import org.jspecify.annotations.NullMarked;
