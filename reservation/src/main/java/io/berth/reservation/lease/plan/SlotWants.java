package io.berth.reservation.lease.plan;

import io.berth.reservation.calendar.slot.SlotChoice;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.InstanceRequest;
import io.berth.reservation.requirement.RequirementParser;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What requests of instances want of hosts, in the ledger's resource classes. */
public final class SlotWants {
    private SlotWants() {}

    /** By what hosts have, nothing given away twice (contract blazar §14.2). */
    public static SlotChoice.Wanted of(InstanceRequest request) {
        return new SlotChoice.Wanted(
                request.amount(),
                each(request),
                request.affinity(),
                List.of(RequirementParser.checked(request.resourceProperties())),
                new TreeSet<>(),
                new TreeSet<>(),
                false);
    }

    private static SortedMap<String, Long> each(InstanceRequest request) {
        SortedMap<String, Long> each = new TreeMap<>();
        each.put("VCPU", (long) request.vcpus());
        each.put("MEMORY_MB", (long) request.memoryMb());
        each.put("DISK_GB", (long) request.diskGb());
        each.values().removeIf(amount -> amount < 1);
        return each;
    }

    /** By what the ledger lets hosts give away (contract blazar §14.3). */
    public static SlotChoice.Wanted of(FlavorRequest request) {
        return new SlotChoice.Wanted(
                request.amount(),
                request.flavor().resources(),
                Affinity.ANYWHERE,
                List.of(),
                request.flavor().required(),
                request.flavor().forbidden(),
                true);
    }
}
