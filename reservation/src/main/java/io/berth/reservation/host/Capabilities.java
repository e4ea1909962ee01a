package io.berth.reservation.host;

import io.berth.base.Ids;
import io.berth.reservation.property.Property;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What enrolling and updating share: which names of capabilities are new. */
final class Capabilities {
    private Capabilities() {}

    static List<Property> unknownAmong(Set<String> names, Set<String> known, Instant now, Ids ids) {
        return names.stream()
                .filter(name -> !known.contains(name))
                .map(name -> new Property(ids.uuid(), name, false, now, null))
                .toList();
    }
}
