package io.berth.reservation.host;

import io.berth.base.Decision;
import io.berth.reservation.refusal.ReservationRefusal.HostInUse;
import io.berth.reservation.refusal.ReservationRefusal.HostReserved;
import io.berth.reservation.refusal.ReservationRefusal.NoSuchHost;
import java.util.List;
import java.util.Optional;

/** Takes a host out of what can be reserved (contract blazar §10.4). The machine stays in the ledger. */
public record RemoveHost(String hostId) {

    /**
     * @param isReserved whether a reservation that has not ended has it
     * @param isUsed whether somebody uses the machine without a reservation
     */
    public record View(Optional<Host> host, boolean isReserved, boolean isUsed) {}

    public Decision<Host> decide(View view) {
        if (view.host().isEmpty()) {
            return Decision.refuse(new NoSuchHost(hostId));
        }
        Host host = view.host().get();
        if (view.isReserved()) {
            return Decision.refuse(new HostReserved(host.number()));
        }
        return view.isUsed()
                ? Decision.refuse(new HostInUse(host.name()))
                : Decision.accept(List.of(new HostChange.HostRemoved(host)), host);
    }
}
