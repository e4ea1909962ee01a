package io.berth.reservation.request;

import io.berth.reservation.refusal.ReservationRefusal;
import io.berth.reservation.refusal.ReservationRefusal.InvalidInput;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a reservation of instances of a flavor asks for (contract blazar §7.3, §14.3).
 *
 * @param amount of instances, at least 1
 * @param flavor as it was when the reservation was made
 */
public record FlavorRequest(int amount, SourceFlavor flavor) implements ReservationRequest {
    public static final String RESOURCE_TYPE = "flavor:instance";

    /**
     * @param resources what an instance takes, by resource class
     * @param required and {@code forbidden}: traits of the hosts
     * @param extraSpecs as they were
     * @param text all of it as JSON: what clients see
     */
    public record SourceFlavor(
            String id,
            int vcpus,
            int memoryMb,
            int diskGb,
            SortedMap<String, Long> resources,
            SortedSet<String> required,
            SortedSet<String> forbidden,
            SortedMap<String, String> extraSpecs,
            String text) {
        public SourceFlavor {
            resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
            required = Collections.unmodifiableSortedSet(new TreeSet<>(required));
            forbidden = Collections.unmodifiableSortedSet(new TreeSet<>(forbidden));
            extraSpecs = Collections.unmodifiableSortedMap(new TreeMap<>(extraSpecs));
        }
    }

    @Override
    public String resourceType() {
        return RESOURCE_TYPE;
    }

    @Override
    public Optional<ReservationRefusal> fault() {
        return amount < 1 ? Optional.of(new InvalidInput("amount must be >= 1")) : Optional.empty();
    }
}
