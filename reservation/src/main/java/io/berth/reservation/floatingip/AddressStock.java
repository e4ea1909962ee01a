package io.berth.reservation.floatingip;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What addresses a lease can choose from, and has.
 *
 * @param offers of the networks in question, by address; none where nothing is to be chosen
 * @param held all bookings of addresses that the lease has
 */
public record AddressStock(List<AddressOffer> offers, List<AddressBooking> held) {
    public static final AddressStock NONE = new AddressStock(List.of(), List.of());

    public AddressStock {
        offers = List.copyOf(offers);
        held = List.copyOf(held);
    }

    public Optional<AddressOffer> of(UUID floatingIp) {
        return offers.stream().filter(offer -> offer.floatingIp().id().equals(floatingIp)).findFirst();
    }
}
