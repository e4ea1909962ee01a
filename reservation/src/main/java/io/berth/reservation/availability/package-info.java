/** What of the calendar anybody may ask: which hosts are free when, and when so many of them are. Whose the others are, only administrators learn. */
@NullMarked
package io.berth.reservation.availability;

import org.jspecify.annotations.NullMarked;
