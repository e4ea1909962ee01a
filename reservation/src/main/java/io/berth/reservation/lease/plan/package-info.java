/**
 * What a new or changed lease would book: for each kind of request a plan, which keeps what fits and chooses what is missing.
 * Who creates and updates leases lays a {@code Ground} and asks {@code LeasePlan}; of leases only reservations and the options
 * are known here.
 */
@NullMarked
package io.berth.reservation.lease.plan;

import org.jspecify.annotations.NullMarked;
