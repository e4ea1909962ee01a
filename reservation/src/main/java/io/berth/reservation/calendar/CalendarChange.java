package io.berth.reservation.calendar;

import io.berth.base.Change;
import io.berth.reservation.host.TouchedHost;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What can become of hosts' calendars. */
public sealed interface CalendarChange extends Change {
    /** The hosts that may be free for longer than before: whoever waits for hosts is told of them. */
    default Set<UUID> mayFree() {
        return Set.of();
    }

    /** Bookings become others, all at once. Every host of them moves on to its next calendar revision. */
    sealed interface Rebooked extends CalendarChange {
        List<UUID> removed();

        List<Booking> added();

        /** The hosts that get a booking, each with the revision at which it was seen to be free. */
        SortedMap<UUID, Long> claimed();

        /** The hosts that only lose one: that contradicts nobody, whatever the revision. */
        SortedSet<UUID> freed();

        @Override
        default Set<UUID> mayFree() {
            if (removed().isEmpty()) {
                return Set.of();
            }
            Set<UUID> hosts = new TreeSet<>(freed());
            hosts.addAll(claimed().keySet());
            return hosts;
        }

        @Override
        default List<String> touched() {
            List<String> words = new ArrayList<>();
            claimed().forEach((host, revision) -> words.add(TouchedHost.word(host, revision + 1)));
            freed().forEach(host -> words.add(TouchedHost.word(host)));
            return words;
        }
    }

    /** Those of a lease. */
    record LeaseRebooked(
            UUID leaseId,
            List<UUID> removed,
            List<Booking> added,
            SortedMap<UUID, Long> claimed,
            SortedSet<UUID> freed)
            implements Rebooked {
        public LeaseRebooked {
            removed = List.copyOf(removed);
            added = List.copyOf(added);
            claimed = Collections.unmodifiableSortedMap(new TreeMap<>(claimed));
            freed = Collections.unmodifiableSortedSet(new TreeSet<>(freed));
        }

        @Override
        public String subject() {
            return "calendar/" + leaseId;
        }
    }

    /** Those of any number of leases, and of none: hosts are closed or open again. @param cause names what that is about */
    record HostsRebooked(
            String cause,
            List<UUID> removed,
            List<Booking> added,
            SortedMap<UUID, Long> claimed,
            SortedSet<UUID> freed)
            implements Rebooked {
        public HostsRebooked {
            removed = List.copyOf(removed);
            added = List.copyOf(added);
            claimed = Collections.unmodifiableSortedMap(new TreeMap<>(claimed));
            freed = Collections.unmodifiableSortedSet(new TreeSet<>(freed));
        }

        @Override
        public String subject() {
            return "calendar/" + cause;
        }
    }

    /** A cleaning is over: its booking has nothing more to say. */
    record CleaningEnded(UUID bookingId) implements CalendarChange {
        @Override
        public String subject() {
            return "booking/" + bookingId;
        }
    }
}
