package io.berth.reservation.event;

import static io.berth.reservation.Samples.NOW;
import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.instances;
import static io.berth.reservation.Samples.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Ids;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Owner;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.ReservationStatus;
import io.berth.reservation.lease.plan.Stock;
import io.berth.reservation.Samples;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.ReservationRequest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReservedFlavorTest {
    private static final UUID ID = UUID.fromString("2b99ebea-7d1c-4d3d-9d9a-0f3f1a6c0b11");
    private static final String SLOTS = "resources:CUSTOM_RESERVATION_2B99EBEA_7D1C_4D3D_9D9A_0F3F1A6C0B11";
    private static final Lease LEASE = accepted(lease("13:00", "14:00").decide(
                    Stock.NONE, new CreateLease.Circumstances(new Owner("p", "u", "r"), ReservationOptions.DEFAULTS, NOW, Ids.counting(1))))
            .reply();

    private static ReservedFlavor of(ReservationRequest request) {
        return ReservedFlavor.of(LEASE, new Reservation(ID, ID, ReservationStatus.ACTIVE, request, false, false, NOW, null)).orElseThrow();
    }

    @Test
    void itsServersTakeASlotAndNothingElse() {
        ReservedFlavor flavor = of(instances(2, 4, Affinity.ANYWHERE));
        assertThat(flavor.id()).isEqualTo(ID.toString());
        assertThat(flavor.name()).isEqualTo("reservation:" + ID);
        assertThat(flavor.projectId()).isEqualTo("p");
        assertThat(flavor.vcpus()).isEqualTo(4);
        assertThat(flavor.extraSpecs()).isEqualTo(Map.of(
                SLOTS, "1",
                "resources:VCPU", "0",
                "resources:MEMORY_MB", "0",
                "resources:DISK_GB", "0",
                "aggregate_instance_extra_specs:reservation", ID.toString()));
    }

    @Test
    void withAffinityItNamesTheGroup() {
        assertThat(of(instances(2, 4, Affinity.ONE_HOST)).extraSpecs()).containsKey("affinity_id");
    }

    @Test
    void ofAFlavorItKeepsWhatTheReservationHasNotSeenTo() {
        SortedMap<String, String> source = new TreeMap<>(Map.of(
                "hw:cpu_policy", "dedicated", "resources:VGPU", "2", "trait:HW_CPU_X86_AVX", "required", "os_type", "linux"));
        ReservedFlavor flavor = of(new FlavorRequest(1, new FlavorRequest.SourceFlavor(
                "7", 2, 512, 0, new TreeMap<>(Map.of("PCPU", 2L, "MEMORY_MB", 512L, "VGPU", 2L)), new TreeSet<>(), new TreeSet<>(),
                source, "{}")));
        assertThat(flavor.extraSpecs()).containsEntry("hw:cpu_policy", "dedicated").containsEntry("os_type", "linux")
                .containsEntry("resources:PCPU", "0").containsEntry("resources:VGPU", "0").containsEntry(SLOTS, "1")
                .doesNotContainKey("trait:HW_CPU_X86_AVX");
    }

    @Test
    void hostsHaveNone() {
        Reservation hosts = new Reservation(ID, ID, ReservationStatus.ACTIVE, Samples.hosts(1, 1), false, false, NOW, null);
        assertThat(ReservedFlavor.of(LEASE, hosts)).isEmpty();
    }
}
