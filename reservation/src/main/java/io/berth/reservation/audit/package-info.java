/** {@code berth audit leases}: whether what must always hold of leases holds. */
@NullMarked
package io.berth.reservation.audit;

import org.jspecify.annotations.NullMarked;
