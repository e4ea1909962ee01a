/**
 * All calendars in memory, so that hosts are chosen without a look at the database. What is here is a hint: bookings are written by
 * compare-and-swap on the calendars' revisions, and a refusal for lack of hosts is checked on a refreshed copy before it is told.
 */
@NullMarked
package io.berth.reservation.calendar.index;

import org.jspecify.annotations.NullMarked;
