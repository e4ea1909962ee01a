/** What the calendar lets expect of the ledger. */
@NullMarked
package io.berth.reservation.outlook;

import org.jspecify.annotations.NullMarked;
