package io.berth.reservation.event;

import io.berth.base.Change;
import io.berth.placement.ConsumerAllocations;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.Reservation;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What else happens when leases start, end or fail: the wiring says it, for this room knows neither deployments nor servers
 * nor messages. All that it returns is written in the transaction of the leases' own changes. What falls due together is asked for
 * together: an answer should not take statements for each.
 */
public interface LeaseEffects {
    /** Nothing else happens. */
    LeaseEffects NONE = new LeaseEffects() {
        @Override
        public Effects started(Handle tx, List<WholeHosts> hosts) {
            return Effects.NONE;
        }

        @Override
        public Effects ended(Handle tx, List<WholeHosts> hosts) {
            return Effects.NONE;
        }

        @Override
        public Effects slotsGiven(Handle tx, List<Slots> slots) {
            return Effects.NONE;
        }

        @Override
        public Effects slotsEnded(Handle tx, List<Slots> slots) {
            return Effects.NONE;
        }

        @Override
        public Effects failed(Handle tx, Lease lease) {
            return Effects.NONE;
        }
    };

    /** Hosts that a lease has whole, with their names. */
    record WholeHosts(Lease lease, SortedMap<UUID, String> hosts) {
        public WholeHosts {
            hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
        }
    }

    /** Slots for instances that a reservation of a lease has. */
    record Slots(Lease lease, Reservation reservation) {}

    /** @param hosts that leases have from now on: all at a start, later those that a lease got more */
    Effects started(Handle tx, List<WholeHosts> hosts);

    /**
     * What goes of all that others still have on hosts that leases are about to get whole (contract blazar §15): by host, for those
     * that have some. Written where a lease gets the host.
     */
    default SortedMap<UUID, Effects> cleared(Handle tx, Set<UUID> hosts) {
        return new TreeMap<>();
    }

    /** @param hosts that leases have no more */
    Effects ended(Handle tx, List<WholeHosts> hosts);

    /** The reservations have slots from now on, or more of them. */
    Effects slotsGiven(Handle tx, List<Slots> slots);

    /** The reservations have no slots any more. */
    Effects slotsEnded(Handle tx, List<Slots> slots);

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
