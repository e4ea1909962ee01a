/** Machines that can be reserved: enrolling, describing and removing them. */
@NullMarked
package io.berth.reservation.host;

import org.jspecify.annotations.NullMarked;
