package io.berth.reservation.floatingip;

import io.berth.base.Decision;
import io.berth.reservation.floatingip.FloatingIpChange.FloatingIpRemoved;
import io.berth.reservation.floatingip.FloatingIpRefusal.NoSuchFloatingIp;
import io.berth.reservation.floatingip.FloatingIpRefusal.FloatingIpReserved;
import java.util.List;
import java.util.Optional;

/** Takes an address out of what can be reserved (contract blazar §11, §25 row 29). @param id as the client sent it */
public record RemoveFloatingIp(String id) {

    /** @param isReserved whether a reservation that has not ended has it */
    record View(Optional<FloatingIp> floatingIp, boolean isReserved) {}

    Decision<FloatingIp> decide(View view) {
        if (view.floatingIp().isEmpty()) {
            return Decision.refuse(new NoSuchFloatingIp(id));
        }
        FloatingIp found = view.floatingIp().get();
        return view.isReserved()
                ? Decision.refuse(new FloatingIpReserved(id))
                : Decision.accept(List.of(new FloatingIpRemoved(found)), found);
    }
}
