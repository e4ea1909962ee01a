package io.berth.reservation.floatingip;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.base.Refusal;
import io.berth.reservation.floatingip.FloatingIpChange.FloatingIpRegistered;
import io.berth.reservation.floatingip.FloatingIpRefusal.AlreadyRegistered;
import io.berth.reservation.floatingip.FloatingIpRefusal.NoSuchNetwork;
import io.berth.reservation.floatingip.FloatingIpRefusal.NoSuchSubnet;
import io.berth.reservation.floatingip.FloatingIpRefusal.UsedByNetwork;
import io.berth.reservation.floatingip.network.ExternalNetworks;
import io.berth.reservation.floatingip.network.ExternalNetworks.Found;
import io.berth.reservation.floatingip.network.IpAddress;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes an address reservable (contract blazar §11): one that is in a subnet of the network and that the network does not use
 * itself.
 *
 * @param address as the client wrote it
 */
public record RegisterFloatingIp(String networkId, String address) {

    /** Where the address belongs, or why nowhere. */
    sealed interface Place {
        record At(String subnetId, IpAddress address) implements Place {}

        record Nowhere(Refusal why) implements Place {}
    }

    Place place(ExternalNetworks networks) {
        if (!networks.has(networkId)) {
            return new Place.Nowhere(new NoSuchNetwork(networkId));
        }
        Optional<IpAddress> parsed = IpAddress.parse(address);
        if (parsed.isEmpty()) {
            return new Place.Nowhere(new InvalidInput("IP address " + address + " is invalid form."));
        }
        IpAddress wanted = parsed.get();
        return switch (networks.find(networkId, wanted)) {
            case Found.InSubnet it -> new Place.At(it.subnetId(), wanted);
            case Found.UsedByNetwork it -> new Place.Nowhere(new UsedByNetwork(wanted.toString(), it.subnetId()));
            case Found.NoSuchSubnet it -> new Place.Nowhere(new NoSuchSubnet(wanted.toString()));
            case Found.NoSuchNetwork it -> new Place.Nowhere(new NoSuchNetwork(networkId));
        };
    }

    Decision<FloatingIp> decide(Place.At place, boolean isRegistered, Instant now, Ids ids) {
        if (isRegistered) {
            return Decision.refuse(new AlreadyRegistered(place.address().toString()));
        }
        FloatingIp made = new FloatingIp(ids.uuid(), networkId, place.subnetId(), place.address(), 0, now);
        return Decision.accept(List.of(new FloatingIpRegistered(made)), made);
    }
}
