package io.berth.reservation.floatingip;

/**
 * An address as it is for a window, one lease's own bookings not counted.
 *
 * @param isFree in all of the window
 * @param isUnused whether nothing takes it from now on, at any time
 */
public record AddressOffer(FloatingIp floatingIp, boolean isFree, boolean isUnused) {}
