/** Shares of hosts: how much room hosts have for instances, and which of them are chosen. */
@NullMarked
package io.berth.reservation.calendar.slot;

import org.jspecify.annotations.NullMarked;
