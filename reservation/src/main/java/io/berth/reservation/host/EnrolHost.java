package io.berth.reservation.host;

import io.berth.base.Decision;
import io.berth.base.Ids;
import io.berth.reservation.refusal.ReservationRefusal.HostAlreadyEnrolled;
import io.berth.reservation.refusal.ReservationRefusal.HostInUse;
import io.berth.reservation.refusal.ReservationRefusal.NoSuchMachine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Makes a machine of the ledger reservable (contract blazar §10.2). All of it happens or nothing: there is no half-enrolled host. */
public record EnrolHost(String name, SortedMap<String, String> capabilities) {
    /** Bare machines are reserved whole, so their "hypervisor" is the metal itself, at no version in particular. */
    static final String HYPERVISOR_TYPE = "baremetal";

    static final int HYPERVISOR_VERSION = 1;

    /**
     * @param machine absent where the ledger knows none of that name
     * @param isUsed whether somebody uses the machine: its first lease could not have it
     * @param nextNumber for the new host; a refusal wastes it, and nobody minds a gap
     * @param knownProperties names that some host brought along before
     */
    public record View(Optional<Machine> machine, boolean isEnrolled, boolean isUsed, long nextNumber, Set<String> knownProperties) {}

    public Decision<Host> decide(View view, Instant now, Ids ids) {
        if (view.machine().isEmpty()) {
            return Decision.refuse(new NoSuchMachine(name));
        }
        Machine machine = view.machine().get();
        if (view.isEnrolled()) {
            return Decision.refuse(new HostAlreadyEnrolled(machine.name()));
        }
        if (view.isUsed()) {
            return Decision.refuse(new HostInUse(machine.name()));
        }
        Host host = new Host(
                machine.id(),
                view.nextNumber(),
                machine.name(),
                machine.name(),
                HYPERVISOR_TYPE,
                HYPERVISOR_VERSION,
                machine.vcpus(),
                machine.memoryMb(),
                machine.localGb(),
                machine.cpuInfo(),
                "",
                true,
                capabilities,
                0,
                now,
                null);
        return Decision.accept(
                List.of(new HostChange.HostEnrolled(
                        host, Capabilities.unknownAmong(capabilities.keySet(), view.knownProperties(), now, ids))),
                host);
    }
}
