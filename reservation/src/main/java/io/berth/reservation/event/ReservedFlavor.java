package io.berth.reservation.event;

import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.InstanceRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The flavor by which servers are made in a reservation of instances (contract blazar §15). Its servers ask the ledger for a
 * unit of the reservation's resource class, and for nothing of what the reservation has claimed for them already.
 *
 * @param id the reservation's
 * @param projectId who alone may use it
 */
public record ReservedFlavor(
        String id,
        String name,
        String projectId,
        int vcpus,
        int memoryMb,
        int diskGb,
        String resourceClass,
        SortedMap<String, String> extraSpecs) {
    private static final String RESOURCES = "resources:";
    private static final String TRAIT = "trait:";

    public ReservedFlavor {
        extraSpecs = Collections.unmodifiableSortedMap(new TreeMap<>(extraSpecs));
    }

    /** Absent for reservations of what is no instances. */
    public static Optional<ReservedFlavor> of(Lease lease, Reservation reservation) {
        return switch (reservation.request()) {
            case HostRequest it -> Optional.empty();
            case FloatingIpRequest it -> Optional.empty();
            case InstanceRequest it -> Optional.of(of(
                    lease, reservation, it.vcpus(), it.memoryMb(), it.diskGb(), Map.of(), Map.of()));
            case FlavorRequest it -> Optional.of(of(
                    lease,
                    reservation,
                    it.flavor().vcpus(),
                    it.flavor().memoryMb(),
                    it.flavor().diskGb(),
                    it.flavor().resources(),
                    it.flavor().extraSpecs()));
        };
    }

    private static ReservedFlavor of(
            Lease lease,
            Reservation reservation,
            int vcpus,
            int memoryMb,
            int diskGb,
            Map<String, Long> claimed,
            Map<String, String> source) {
        String id = reservation.id().toString();
        String resourceClass = SlotProviders.resourceClass(reservation.id());
        SortedMap<String, String> extraSpecs = new TreeMap<>();
        source.forEach((key, value) -> {
            if (!key.startsWith(RESOURCES) && !key.startsWith(TRAIT)) {
                extraSpecs.put(key, value);
            }
        });
        // Nova would claim them from the host once more.
        List.of("VCPU", "MEMORY_MB", "DISK_GB").forEach(name -> extraSpecs.put(RESOURCES + name, "0"));
        claimed.keySet().forEach(name -> extraSpecs.put(RESOURCES + name, "0"));
        extraSpecs.put(RESOURCES + resourceClass, "1");
        extraSpecs.put("aggregate_instance_extra_specs:reservation", id);
        reservation.serverGroup().ifPresent(group -> extraSpecs.put("affinity_id", group));
        return new ReservedFlavor(
                id,
                "reservation:" + id,
                lease.projectId(),
                Math.max(0, vcpus),
                Math.max(0, memoryMb),
                Math.max(0, diskGb),
                resourceClass,
                extraSpecs);
    }
}
