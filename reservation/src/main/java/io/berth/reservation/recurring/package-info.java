/** Leases that come again by a rule (RFC 5545): each occurrence is a lease of its own. */
@NullMarked
package io.berth.reservation.recurring;

import org.jspecify.annotations.NullMarked;
