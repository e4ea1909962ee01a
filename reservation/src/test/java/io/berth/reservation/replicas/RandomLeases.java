package io.berth.reservation.replicas;

import static io.berth.reservation.Samples.addresses;
import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;

import io.berth.reservation.Leases;
import io.berth.reservation.TestRoom;
import io.berth.reservation.health.HealthStatus;
import io.berth.reservation.health.HostHealth;
import io.berth.reservation.health.ReportHealth;
import io.berth.reservation.host.Host;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.lease.Reservation;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.request.FlavorEdit;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.FlavorRequest.SourceFlavor;
import io.berth.reservation.request.FloatingIpEdit;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.reservation.request.HostEdit;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.InstanceEdit;
import io.berth.reservation.request.InstanceRequest;
import io.berth.reservation.request.RequestEdit;
import io.berth.reservation.request.ReservationEdit;
import io.berth.reservation.request.ReservationRequest;
import io.berth.reservation.waiting.WaitLease;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What users do with leases, at random. */
final class RandomLeases {
    private static final SourceFlavor FLAVOR = new SourceFlavor(
            "small", 1, 64, 0, new TreeMap<>(Map.of("VCPU", 1L, "MEMORY_MB", 64L)), new TreeSet<>(), new TreeSet<>(), new TreeMap<>(), "{}");

    private final Random random;

    RandomLeases(Random random) {
        this.random = random;
    }

    /** One request, whatever it comes to. */
    void act(Replica replica) {
        TestRoom room = replica.room;
        Leases leases = room.room.leases();
        Instant minute = room.clock.now().truncatedTo(ChronoUnit.MINUTES);
        switch (random.nextInt(12)) {
            case 10 -> room.room.waiting().create(waiting(minute), TestRoom.OWNER);
            case 11 -> judgeHost(room);
            case 0, 1, 2, 3 -> leases.create(lease(minute), TestRoom.OWNER);
            case 4 -> leases.tryCreating(lease(minute), TestRoom.OWNER);
            case 5, 6, 7 -> any(leases).ifPresent(lease -> leases.update(lease.id(), update(lease, minute)));
            case 8 -> any(leases).ifPresent(lease -> leases.update(lease.id(), ending(new Moment.Now())));
            default -> any(leases).ifPresent(lease -> leases.delete(lease.id()));
        }
    }

    private WaitLease waiting(Instant minute) {
        Moment.At end = new Moment.At(minute.plus(Duration.ofMinutes(1 + random.nextInt(8))));
        CreateLease lease = new CreateLease("waiting", new Moment.Now(), end, null, asked(), List.of());
        return new WaitLease(lease, minute.plus(Duration.ofMinutes(random.nextInt(10))), "{}");
    }

    /** Hosts fail, and are mended more often than not. */
    private void judgeHost(TestRoom room) {
        List<Host> all = room.room.hosts().all();
        if (!all.isEmpty()) {
            Host host = all.get(random.nextInt(all.size()));
            HealthStatus status = random.nextInt(3) == 0 ? HealthStatus.FAILED : HealthStatus.HEALTHY;
            room.room.healths().report(
                    new ReportHealth(Long.toString(host.number()), status, "at random", HostHealth.OPERATOR));
        }
    }

    private Optional<Lease> any(Leases leases) {
        List<Lease> known = leases.all().stream().filter(lease -> !lease.hasEnded() || random.nextInt(8) == 0).toList();
        return known.isEmpty() ? Optional.empty() : Optional.of(known.get(random.nextInt(known.size())));
    }

    private CreateLease lease(Instant minute) {
        int wait = random.nextBoolean() ? 0 : 1 + random.nextInt(8);
        Moment start = wait == 0 ? new Moment.Now() : new Moment.At(minute.plus(Duration.ofMinutes(wait)));
        Moment end = new Moment.At(minute.plus(Duration.ofMinutes(wait + 1 + random.nextInt(8))));
        return new CreateLease("random", start, end, null, asked(), List.of());
    }

    private List<CreateLease.Asked> asked() {
        List<CreateLease.Asked> asked = new ArrayList<>();
        for (int i = random.nextInt(5) == 0 ? 2 : 1; i > 0; i--) {
            asked.add(new CreateLease.Asked.Fit(request()));
        }
        return asked;
    }

    private ReservationRequest request() {
        int some = 1 + random.nextInt(3);
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> hosts(1 + random.nextInt(2), 1 + some);
            case 3 -> instances(some, 1 + random.nextInt(3), Affinity.values()[random.nextInt(Affinity.values().length)]);
            case 4 -> new FlavorRequest(some, FLAVOR);
            default -> addresses(some);
        };
    }

    private UpdateLease update(Lease lease, Instant minute) {
        Moment later = new Moment.At(minute.plus(Duration.ofMinutes(1 + random.nextInt(10))));
        Moment soon = new Moment.At(minute.plus(Duration.ofMinutes(1 + random.nextInt(3))));
        return switch (random.nextInt(5)) {
            case 0, 1 -> ending(later);
            case 2 -> new UpdateLease(null, soon, later, null, List.of(), false);
            case 3 -> new UpdateLease("renamed", null, null, null, List.of(), true);
            default -> new UpdateLease(null, null, random.nextBoolean() ? later : null, null, edits(lease), false);
        };
    }

    private List<ReservationEdit> edits(Lease lease) {
        if (lease.reservations().isEmpty()) {
            return List.of();
        }
        Reservation one = lease.reservations().get(random.nextInt(lease.reservations().size()));
        int some = 1 + random.nextInt(4);
        RequestEdit edit = switch (one.request()) {
            case HostRequest it -> new HostEdit(Math.min(some, 2), some, null, null, null);
            case InstanceRequest it -> new InstanceEdit(some, null, null, null, null, null);
            case FlavorRequest it -> new FlavorEdit(some);
            case FloatingIpRequest it -> new FloatingIpEdit(null, some, null);
        };
        return List.of(new ReservationEdit(one.id().toString(), null, edit));
    }

    private static UpdateLease ending(@Nullable Moment end) {
        return new UpdateLease(null, null, end, null, List.of(), false);
    }
}
