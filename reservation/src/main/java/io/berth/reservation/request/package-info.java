/** What a reservation asks for, by its resource type, and how that can be edited. */
@NullMarked
package io.berth.reservation.request;

import org.jspecify.annotations.NullMarked;
