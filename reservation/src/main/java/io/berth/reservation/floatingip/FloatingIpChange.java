package io.berth.reservation.floatingip;

import io.berth.base.Change;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What can become of addresses and their calendars. */
public sealed interface FloatingIpChange extends Change {
    /** The addresses that may be free for longer than before: whoever waits for some is told of them. */
    default Set<UUID> mayFree() {
        return Set.of();
    }

    record FloatingIpRegistered(FloatingIp floatingIp) implements FloatingIpChange {
        @Override
        public Set<UUID> mayFree() {
            return Set.of(floatingIp.id());
        }

        @Override
        public String subject() {
            return "floating_ip/" + floatingIp.id();
        }
    }

    /** Its revision is the one on which that was decided. */
    record FloatingIpRemoved(FloatingIp floatingIp) implements FloatingIpChange {
        @Override
        public String subject() {
            return "floating_ip/" + floatingIp.id();
        }
    }

    /**
     * Bookings of addresses become others, all at once. Every address of them moves on to its next revision.
     *
     * @param holderId the lease whose they are; or the recurring lease where its leases get theirs together
     * @param claimed the addresses that get a booking, each with the revision at which it was seen to be free
     * @param freed the addresses that only lose one: that contradicts nobody, whatever the revision
     */
    record AddressesRebooked(
            UUID holderId,
            List<AddressBooking> removed,
            List<AddressBooking> added,
            SortedMap<UUID, Long> claimed,
            SortedSet<UUID> freed)
            implements FloatingIpChange {
        public AddressesRebooked {
            removed = List.copyOf(removed);
            added = List.copyOf(added);
            claimed = Collections.unmodifiableSortedMap(new TreeMap<>(claimed));
            freed = Collections.unmodifiableSortedSet(new TreeSet<>(freed));
        }

        @Override
        public Set<UUID> mayFree() {
            if (removed.isEmpty()) {
                return Set.of();
            }
            Set<UUID> addresses = new TreeSet<>(freed);
            addresses.addAll(claimed.keySet());
            return addresses;
        }

        @Override
        public String subject() {
            return "addresses/" + holderId;
        }
    }
}
