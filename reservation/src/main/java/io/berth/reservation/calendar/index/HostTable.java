package io.berth.reservation.calendar.index;

import io.berth.reservation.host.Host;
import io.berth.reservation.requirement.Requirement;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What hosts are, apart from when they are taken: it changes rarely, so what was once asked about it is remembered. */
final class HostTable {
    /** How many answers are remembered: a few kilobytes each. */
    private static final int ANSWERS_MAX = 1_000;

    private final Host[] hosts;
    private final Map<UUID, Integer> places = new HashMap<>();
    private final BitSet reservable = new BitSet();
    private final Set<String> capabilities = new HashSet<>();
    private final Map<Requirement, BitSet> answers = new ConcurrentHashMap<>();

    /** @param hosts in the order of their numbers; their calendars' revisions are not looked at */
    HostTable(Host[] hosts) {
        this.hosts = hosts;
        for (int place = 0; place < hosts.length; place++) {
            places.put(hosts[place].id(), place);
            reservable.set(place, hosts[place].reservable());
            capabilities.addAll(hosts[place].capabilities().keySet());
        }
    }

    /** -1 for none. */
    int place(UUID host) {
        return places.getOrDefault(host, -1);
    }

    BitSet reservable() {
        return reservable;
    }

    boolean hasCapability(String name) {
        return capabilities.contains(name);
    }

    BitSet meeting(Requirement requirement) {
        BitSet known = answers.get(requirement);
        if (known != null) {
            return known;
        }
        BitSet places = new BitSet(hosts.length);
        for (int place = 0; place < hosts.length; place++) {
            if (requirement.isMetBy(hosts[place])) {
                places.set(place);
            }
        }
        if (answers.size() >= ANSWERS_MAX) {
            answers.clear();
        }
        answers.put(requirement, places);
        return places;
    }
}
