package io.berth.reservation;

import static io.berth.reservation.Samples.hosts;
import static io.berth.reservation.Samples.instances;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.request.HostEdit;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.InstanceEdit;
import io.berth.reservation.request.InstanceRequest;
import io.berth.reservation.request.ReservationEdit;
import io.berth.reservation.request.ReservationRequest;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random creations, updates and deletions of leases of whole hosts and of instances, beside a calendar so plain that it must be
 * right: for each host and quarter of an hour, who has it whole and how many processors the others have.
 */
class SharedCalendarModelTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final int HOSTS = 3;
    /** Of each host; the ledger would give them away twice, instances do not. */
    private static final long PROCESSORS = 8;

    private static final int STEPS = 200;
    private static final int QUARTERS = 24;
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Instant DAWN = Samples.at("13:00");

    private final List<Lease> leases = new ArrayList<>();
    private final List<UUID> hosts = new ArrayList<>();

    /** What bookings take of a host in a quarter. */
    private record Taken(boolean isWhole, long processors) {}

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void aHostIsWholeOrSharedAndNeverOverbooked(long seed) {
        TestRoom.clear(DB.store());
        Duration cleaning = seed % 2 == 0 ? QUARTER : Duration.ZERO;
        TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS.withCleaningTime(cleaning));
        for (int i = 0; i < HOSTS; i++) {
            hosts.add(room.enrol("node-" + i).id());
        }
        Random random = new Random(seed);
        int refused = 0;
        for (int step = 0; step < STEPS; step++) {
            String context = "seed " + seed + ", step " + step;
            int from = random.nextInt(QUARTERS);
            int to = from + 1 + random.nextInt(6);
            Decision<Lease> decision = switch (leases.isEmpty() ? 0 : random.nextInt(6)) {
                case 0, 1, 2 -> create(room, random, from, to, cleaning, context);
                case 3, 4 -> update(room, random, from, to, cleaning, context);
                default -> room.room.leases().delete(leases.remove(random.nextInt(leases.size())).id());
            };
            refused += decision instanceof Decision.Refused ? 1 : 0;
            audit(room.bookings(), context);
        }
        assertThat(refused).as("seed %d: refused of %d", seed, STEPS).isBetween(10, STEPS - 10);
    }

    private Decision<Lease> create(
            TestRoom room, Random random, int from, int to, Duration cleaning, String context) {
        ReservationRequest wanted = wanted(random);
        CreateLease request = new CreateLease(
                "lease", quarter(from), quarter(to), null, List.of(new CreateLease.Asked.Fit(wanted)), List.of());
        boolean isEnough = isEnough(wanted, room.bookings(), from, to, cleaning, null);
        Decision<Lease> decision = room.room.leases().create(request, TestRoom.OWNER);
        expect(decision, isEnough, context + ": create " + wanted + " from " + from + " to " + to);
        if (decision instanceof Decision.Accepted<Lease> yes) {
            leases.add(yes.reply());
        }
        return decision;
    }

    private Decision<Lease> update(
            TestRoom room, Random random, int from, int to, Duration cleaning, String context) {
        int index = random.nextInt(leases.size());
        Lease lease = leases.get(index);
        boolean isShared = lease.reservations().getFirst().request() instanceof InstanceRequest;
        ReservationRequest wanted = isShared
                ? instances(1 + random.nextInt(6), 1 + random.nextInt(4), Affinity.values()[random.nextInt(3)])
                : hosts(1 + random.nextInt(2), 2);
        ReservationEdit edit = new ReservationEdit(
                lease.reservations().getFirst().id().toString(), null,
                wanted instanceof InstanceRequest it
                        ? new InstanceEdit(it.amount(), it.vcpus(), null, null, it.affinity(), null)
                        : new HostEdit(((HostRequest) wanted).min(), 2, null, null, null));
        List<Booking> before = room.bookings();
        boolean isEnough = isEnough(wanted, before, from, to, cleaning, lease.id());
        Decision<Lease> decision =
                room.update(lease, new UpdateLease(null, quarter(from), quarter(to), null, List.of(edit), false));
        expect(decision, isEnough, context + ": update to " + wanted + " from " + from + " to " + to);
        if (decision instanceof Decision.Accepted<Lease> yes) {
            leases.set(index, yes.reply());
        } else {
            assertThat(room.bookings()).as(context + ": nothing has changed").isEqualTo(before);
            assertThat(room.read(lease).reservations()).as(context).isEqualTo(lease.reservations());
        }
        return decision;
    }

    private static ReservationRequest wanted(Random random) {
        return random.nextInt(3) == 0
                ? hosts(1 + random.nextInt(2), 2)
                : instances(1 + random.nextInt(6), 1 + random.nextInt(4), Affinity.values()[random.nextInt(3)]);
    }

    private static void expect(Decision<Lease> decision, boolean isEnough, String context) {
        if (isEnough) {
            assertThat(decision).as(context).isInstanceOf(Decision.Accepted.class);
        } else {
            assertThat(Samples.refusal(decision)).as(context).isInstanceOf(NotEnoughHosts.class);
        }
    }

    private boolean isEnough(
            ReservationRequest wanted, List<Booking> bookings, int from, int to, Duration cleaning, @Nullable UUID own) {
        List<Booking> others = bookings.stream().filter(booking -> !(own != null && own.equals(booking.leaseId()))).toList();
        int until = to + (int) cleaning.dividedBy(QUARTER);
        Map<UUID, Long> free = new HashMap<>();
        for (UUID host : hosts) {
            free.put(host, IntStream.range(from, until)
                    .mapToObj(quarter -> taken(others, host, quarter))
                    .mapToLong(taken -> taken.isWhole() ? -1 : PROCESSORS - taken.processors())
                    .min()
                    .orElseThrow());
        }
        return switch (wanted) {
            case InstanceRequest it -> {
                List<Long> slots = free.values().stream().map(processors -> Math.max(0, processors) / it.vcpus()).toList();
                yield switch (it.affinity()) {
                    case ANYWHERE -> slots.stream().mapToLong(Long::longValue).sum() >= it.amount();
                    case ONE_HOST -> slots.stream().anyMatch(each -> each >= it.amount());
                    case A_HOST_EACH -> slots.stream().filter(each -> each > 0).count() >= it.amount();
                };
            }
            case HostRequest it ->
                free.values().stream().filter(processors -> processors == PROCESSORS).count() >= it.min();
            default -> throw new AssertionError("not asked for here: " + wanted);
        };
    }

    private static Taken taken(List<Booking> bookings, UUID host, int quarter) {
        Instant from = time(quarter);
        Instant to = from.plus(QUARTER);
        List<Booking> now = bookings.stream()
                .filter(booking -> booking.hostId().equals(host))
                .filter(booking -> booking.period().start().isBefore(to) && from.isBefore(booking.period().end()))
                .toList();
        return new Taken(
                now.stream().anyMatch(Booking::isWhole),
                now.stream()
                        .flatMap(booking -> booking.share().stream())
                        .mapToLong(share -> share.slots() * share.amounts().getOrDefault("VCPU", 0L))
                        .sum());
    }

    private void audit(List<Booking> bookings, String context) {
        for (UUID host : hosts) {
            for (int quarter = 0; quarter < QUARTERS + 8; quarter++) {
                Taken taken = taken(bookings, host, quarter);
                assertThat(taken.processors()).as(context).isLessThanOrEqualTo(taken.isWhole() ? 0 : PROCESSORS);
            }
        }
        for (Lease lease : leases) {
            if (lease.reservations().getFirst().request() instanceof InstanceRequest request) {
                assertThat(bookings.stream()
                                .filter(booking -> lease.id().equals(booking.leaseId()))
                                .filter(booking -> booking.period().start().equals(lease.startsAt()))
                                .flatMap(booking -> booking.share().stream())
                                .mapToInt(share -> share.slots())
                                .sum())
                        .as(context)
                        .isEqualTo(request.amount());
            }
        }
    }

    private static Moment quarter(int number) {
        return new Moment.At(time(number));
    }

    private static Instant time(int number) {
        return DAWN.plus(QUARTER.multipliedBy(number));
    }
}
