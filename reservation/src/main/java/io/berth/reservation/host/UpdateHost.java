package io.berth.reservation.host;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.http.schema.PythonText;
import io.berth.reservation.refusal.ReservationRefusal.CapabilityInUse;
import io.berth.reservation.refusal.ReservationRefusal.NoSuchHost;
import io.berth.reservation.refusal.ReservationRefusal.NothingToUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Sets and removes capabilities of a host (contract blazar §10.3). A capability by which a reservation chose this host
 * stays as it is while the reservation has the host.
 *
 * @param hostId as the client named it
 * @param isEmpty whether the client sent nothing at all
 */
public record UpdateHost(String hostId, boolean isEmpty, SortedMap<String, String> set, SortedSet<String> removed) {

    /** @param reservedBy the names of the properties by which reservations have chosen this host, for now or later */
    public record View(Optional<Host> host, Set<String> reservedBy, Set<String> knownProperties) {}

    public Decision<Host> decide(View view, Instant now, Ids ids) {
        if (view.host().isEmpty()) {
            return Decision.refuse(new NoSuchHost(hostId));
        }
        if (isEmpty) {
            return Decision.refuse(new NothingToUpdate());
        }
        Host before = view.host().get();
        SortedSet<String> touched = new TreeSet<>(set.keySet());
        touched.addAll(removed);
        touched.retainAll(view.reservedBy());
        if (!touched.isEmpty()) {
            String names = touched.stream().map(PythonText::repr).collect(Collectors.joining(", ", "[", "]"));
            return Decision.refuse(new CapabilityInUse(names, before.number()));
        }
        SortedMap<String, String> capabilities = new TreeMap<>(before.capabilities());
        capabilities.putAll(set);
        capabilities.keySet().removeAll(removed);
        if (capabilities.equals(before.capabilities())) {
            return Decision.accept(List.of(), before);
        }
        Host after = before.withCapabilities(capabilities);
        return Decision.accept(
                List.of(new HostChange.HostChanged(
                        after, Capabilities.unknownAmong(set.keySet(), view.knownProperties(), now, ids))),
                after);
    }
}
