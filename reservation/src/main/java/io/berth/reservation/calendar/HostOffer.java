package io.berth.reservation.calendar;

import io.berth.reservation.host.Host;

/**
 * A host as the choice sees it.
 *
 * @param isFree nothing takes it in the window asked for
 * @param isUnused nothing takes it now or later, at any time
 */
public record HostOffer(Host host, boolean isFree, boolean isUnused) {}
