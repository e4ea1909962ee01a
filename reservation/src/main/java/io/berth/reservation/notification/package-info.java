/** What a service of the site is told of leases, by HTTP: what Blazar puts on the message bus. */
@NullMarked
package io.berth.reservation.notification;

import org.jspecify.annotations.NullMarked;
