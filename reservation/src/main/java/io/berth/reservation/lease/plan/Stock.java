package io.berth.reservation.lease.plan;

import io.berth.reservation.calendar.HostOffers;
import io.berth.reservation.calendar.slot.ShareOffer;
import io.berth.reservation.floatingip.AddressStock;
import java.util.List;

/**
 * What there is to choose from for a period. A part is empty where no reservation in question is of a kind that chooses from it.
 *
 * @param hosts all that are enrolled, to be taken whole
 * @param shares all that are enrolled and known to the ledger, to be shared
 * @param addresses those of the networks in question, and those that the lease has
 */
public record Stock(HostOffers hosts, List<ShareOffer> shares, AddressStock addresses) {
    public static final Stock NONE = ofHosts(HostOffers.of(List.of()));

    public Stock {
        shares = List.copyOf(shares);
    }

    public static Stock ofHosts(HostOffers hosts) {
        return new Stock(hosts, List.of(), AddressStock.NONE);
    }

    public Stock withShares(List<ShareOffer> others) {
        return new Stock(hosts, others, addresses);
    }

    public Stock withAddresses(AddressStock others) {
        return new Stock(hosts, shares, others);
    }
}
