package io.berth.reservation.event;

import io.berth.base.Change;
import io.berth.placement.ConsumerAllocations;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.Reservation;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What else happens when a lease starts, ends or fails: the wiring says it, for this room knows neither deployments nor servers
 * nor messages. All that it returns is written in the transaction of the lease's own change.
 */
public interface LeaseEffects {
    /** Nothing else happens. */
    LeaseEffects NONE = new LeaseEffects() {
        @Override
        public Effects started(Handle tx, Lease lease, SortedMap<UUID, String> hosts) {
            return Effects.NONE;
        }

        @Override
        public Effects ended(Handle tx, Lease lease, SortedMap<UUID, String> hosts) {
            return Effects.NONE;
        }

        @Override
        public Effects slotsGiven(Handle tx, Lease lease, Reservation reservation) {
            return Effects.NONE;
        }

        @Override
        public Effects slotsEnded(Handle tx, Lease lease, Reservation reservation) {
            return Effects.NONE;
        }

        @Override
        public Effects failed(Handle tx, Lease lease) {
            return Effects.NONE;
        }
    };

    /** @param hosts that the lease has whole from now on, with their names: all at its start, later those that it got more */
    Effects started(Handle tx, Lease lease, SortedMap<UUID, String> hosts);

    /** @param hosts that the lease has whole no more */
    Effects ended(Handle tx, Lease lease, SortedMap<UUID, String> hosts);

    /** The reservation has slots for instances from now on, or more of them. */
    Effects slotsGiven(Handle tx, Lease lease, Reservation reservation);

    /** The reservation has no slots any more. */
    Effects slotsEnded(Handle tx, Lease lease, Reservation reservation);

    /** Its hosts could not be handed over when its time came. */
    Effects failed(Handle tx, Lease lease);

    /** It had waited for hosts, and now has them. */
    default Effects granted(Handle tx, Lease lease) {
        return Effects.NONE;
    }

    /** A lease waited for hosts until its deadline in vain. @param id of the waiting lease */
    default Effects expired(Handle tx, UUID id, Owner owner) {
        return Effects.NONE;
    }

    /** Hosts of the lease failed or were closed, before or after its start. */
    default Effects replaced(Handle tx, Lease lease, List<HostLost> lost) {
        return Effects.NONE;
    }

    /** @param released claims that end with the lease's own: decided in one with them, or the second would be stale */
    record Effects(List<Change> changes, List<ConsumerAllocations> released) {
        public static final Effects NONE = new Effects(List.of(), List.of());

        public Effects {
            changes = List.copyOf(changes);
            released = List.copyOf(released);
        }

        public static Effects of(List<? extends Change> changes) {
            return new Effects(List.copyOf(changes), List.of());
        }
    }
}
