/** The expressions by which a reservation says what hosts it wants (contract blazar §13). */
@NullMarked
package io.berth.reservation.requirement;

import org.jspecify.annotations.NullMarked;
