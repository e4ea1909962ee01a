/** When which host is taken, and by what; the choice of free hosts. */
@NullMarked
package io.berth.reservation.calendar;

import org.jspecify.annotations.NullMarked;
