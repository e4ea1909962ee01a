/** Blazar's recorded answers, asked of Berth again: what differs is listed. */
@NullMarked
package io.berth.reservation.recorded;

import org.jspecify.annotations.NullMarked;
