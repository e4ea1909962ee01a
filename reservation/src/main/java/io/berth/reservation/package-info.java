/**
 * The reservation room: hosts, their calendar, leases and what happens when they begin and end, spoken as Blazar's API v1
 * (contract blazar). Packages by noun: {@code host}, {@code calendar} (bookings and the choice of hosts), {@code lease},
 * {@code event} (due work), {@code requirement} (property expressions), {@code property}, {@code refusal}; here the API itself and the wiring.
 */
@NullMarked
package io.berth.reservation;

import org.jspecify.annotations.NullMarked;
