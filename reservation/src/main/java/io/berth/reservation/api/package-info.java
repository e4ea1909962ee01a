/** Blazar's API, version 1: routes, wire forms, errors. */
@NullMarked
package io.berth.reservation.api;

import org.jspecify.annotations.NullMarked;
