/** What there is at any time: hosts whole, shares of hosts, addresses; and from when on somebody could have some of it. */
@NullMarked
package io.berth.reservation.supply;

import org.jspecify.annotations.NullMarked;
