package io.berth.reservation.host;

import io.berth.reservation.requirement.HostAttributes;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A machine that can be reserved (contract blazar §10.1).
 *
 * @param number by which clients know it: Blazar's host id
 * @param capabilities extra, free-form, set by operators
 * @param calendarRevision moves with every change of the host and of its bookings
 */
public record Host(
        UUID id,
        long number,
        String name,
        String serviceName,
        String hypervisorType,
        int hypervisorVersion,
        long vcpus,
        long memoryMb,
        long localGb,
        String cpuInfo,
        String availabilityZone,
        boolean reservable,
        SortedMap<String, String> capabilities,
        long calendarRevision,
        Instant createdAt,
        @Nullable Instant updatedAt)
        implements HostAttributes {

    /** The names of a host's own fields, on the wire and in expressions. No capability can take them. */
    public static final Set<String> FIELDS = Set.of(
            "id",
            "vcpus",
            "cpu_info",
            "hypervisor_type",
            "hypervisor_version",
            "hypervisor_hostname",
            "service_name",
            "memory_mb",
            "local_gb",
            "status",
            "availability_zone",
            "trust_id",
            "reservable",
            "created_at",
            "updated_at");

    public Host {
        capabilities = Collections.unmodifiableSortedMap(new TreeMap<>(capabilities));
    }

    /** Berth needs no trusts: what clients see in their place is the host's uuid, without dashes. */
    public String trustId() {
        return id.toString().replace("-", "");
    }

    public Host atRevision(long revision) {
        return with(capabilities, revision);
    }

    public Host withCapabilities(SortedMap<String, String> others) {
        return with(others, calendarRevision);
    }

    /** Whether it can be booked, from now on. */
    public Host reservable(boolean whether, Instant now) {
        return new Host(
                id, number, name, serviceName, hypervisorType, hypervisorVersion, vcpus, memoryMb, localGb, cpuInfo,
                availabilityZone, whether, capabilities, calendarRevision, createdAt, now);
    }

    private Host with(SortedMap<String, String> newCapabilities, long newRevision) {
        return new Host(
                id,
                number,
                name,
                serviceName,
                hypervisorType,
                hypervisorVersion,
                vcpus,
                memoryMb,
                localGb,
                cpuInfo,
                availabilityZone,
                reservable,
                newCapabilities,
                newRevision,
                createdAt,
                updatedAt);
    }

    @Override
    public Attribute attribute(String wanted) {
        return switch (wanted) {
            case "id" -> text(number);
            case "hypervisor_hostname" -> text(name);
            case "service_name" -> text(serviceName);
            case "hypervisor_type" -> text(hypervisorType);
            case "hypervisor_version" -> text(hypervisorVersion);
            case "vcpus" -> text(vcpus);
            case "memory_mb" -> text(memoryMb);
            case "local_gb" -> text(localGb);
            case "cpu_info" -> text(cpuInfo);
            case "availability_zone" -> text(availabilityZone);
            case "trust_id" -> text(trustId());
            case "reservable" -> text(reservable ? 1 : 0);
            case "status" -> new Attribute.Empty();
            case "created_at" -> text(createdAt);
            case "updated_at" -> updatedAt == null ? new Attribute.Empty() : text(updatedAt);
            default -> capability(wanted);
        };
    }

    private Attribute capability(String wanted) {
        String value = capabilities.get(wanted);
        return value == null ? new Attribute.Absent() : new Attribute.Present(value);
    }

    private static Attribute text(Object value) {
        return new Attribute.Present(String.valueOf(value));
    }
}
