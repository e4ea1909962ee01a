package io.berth.reservation.lease;

import io.berth.reservation.calendar.HostOffers;
import java.util.List;

/**
 * What there is to choose from for a period. A part is empty where no reservation in question is of a kind that chooses from it.
 *
 * @param hosts all that are enrolled
 */
public record Stock(HostOffers hosts) {
    public static final Stock NONE = new Stock(HostOffers.of(List.of()));

    public static Stock ofHosts(HostOffers hosts) {
        return new Stock(hosts);
    }
}
