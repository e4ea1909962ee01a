package io.berth.reservation;

import static io.berth.reservation.Samples.hosts;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.base.Decision;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.Lease;
import io.berth.reservation.lease.Moment;
import io.berth.reservation.lease.ReservationOptions;
import io.berth.reservation.lease.UpdateLease;
import io.berth.reservation.refusal.ReservationRefusal.NotEnoughHosts;
import io.berth.reservation.request.HostEdit;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.ReservationEdit;
import io.berth.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random creations, updates and deletions beside a calendar so plain that it must be right: a set of taken quarters of an
 * hour for each host. Which hosts are chosen is the room's business; whether there are enough is not.
 */
class CalendarModelTest {
    @RegisterExtension
    static final TestDatabase DB = new TestDatabase();

    private static final int HOSTS = 4;
    private static final int STEPS = 150;
    private static final int QUARTERS = 40;
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Instant DAWN = Samples.at("13:00");

    /** What the leases have, by lease, as the room told it: checked against each other, never against the room's own view. */
    private final Map<UUID, List<Booking>> had = new HashMap<>();

    private final List<Lease> leases = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void answersAreThoseOfAPlainCalendar(long seed) {
        TestRoom.clear(DB.store());
        Duration cleaning = seed % 2 == 0 ? QUARTER : Duration.ZERO;
        TestRoom room = new TestRoom(DB.store(), ReservationOptions.DEFAULTS.withCleaningTime(cleaning));
        Set<UUID> hosts = new HashSet<>();
        for (int i = 0; i < HOSTS; i++) {
            hosts.add(room.enrol("node-" + i).id());
        }
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            String context = "seed " + seed + ", step " + step;
            switch (leases.isEmpty() ? 0 : random.nextInt(6)) {
                case 0, 1, 2 -> create(room, random, hosts, cleaning, context);
                case 3, 4 -> move(room, random, hosts, cleaning, context);
                default -> delete(room, random);
            }
            remember(room, hosts, context);
        }
        assertThat(leases).as("seed %d made some leases", seed).isNotEmpty();
    }

    private void create(TestRoom room, Random random, Set<UUID> hosts, Duration cleaning, String context) {
        int from = random.nextInt(QUARTERS);
        int to = from + 1 + random.nextInt(8);
        int min = 1 + random.nextInt(3);
        CreateLease request = new CreateLease("lease", quarter(from), quarter(to), null,
                List.of(new CreateLease.Asked.Fit(hosts(min, min + random.nextInt(2)))), List.of());
        int free = free(hosts, time(from), time(to).plus(cleaning), Set.of()).size();
        Decision<Lease> decision = room.room.leases().create(request, TestRoom.OWNER);
        expect(decision, free >= min, context + ": create " + min + " of " + free);
        if (decision instanceof Decision.Accepted<Lease> yes) {
            leases.add(yes.reply());
        }
    }

    /** Hosts that stay free are kept, so there are enough where so many are free beside the lease's own bookings. */
    private void move(TestRoom room, Random random, Set<UUID> hosts, Duration cleaning, String context) {
        int index = random.nextInt(leases.size());
        Lease lease = leases.get(index);
        int from = random.nextInt(QUARTERS);
        int to = from + 1 + random.nextInt(8);
        int min = 1 + random.nextInt(3);
        ReservationEdit edit =
                new ReservationEdit(lease.reservations().getFirst().id().toString(), null, new HostEdit(min, min + 1, null, null, null));
        UpdateLease request = new UpdateLease(null, quarter(from), quarter(to), null, List.of(edit), false);
        int free = free(hosts, time(from), time(to).plus(cleaning), Set.of(lease.id())).size();
        Decision<Lease> decision = room.update(lease, request);
        expect(decision, free >= min, context + ": update to " + min + " of " + free);
        if (decision instanceof Decision.Accepted<Lease> yes) {
            leases.set(index, yes.reply());
        } else {
            assertThat(room.read(lease).startsAt()).as(context).isEqualTo(lease.startsAt());
        }
    }

    private void delete(TestRoom room, Random random) {
        Lease lease = leases.remove(random.nextInt(leases.size()));
        assertThat(room.room.leases().delete(lease.id())).isInstanceOf(Decision.Accepted.class);
    }

    private static void expect(Decision<Lease> decision, boolean isEnough, String context) {
        if (isEnough) {
            assertThat(decision).as(context).isInstanceOf(Decision.Accepted.class);
        } else {
            assertThat(Samples.refusal(decision)).as(context).isInstanceOf(NotEnoughHosts.class);
        }
    }

    private Set<UUID> free(Set<UUID> hosts, Instant from, Instant to, Set<UUID> notCounting) {
        Set<UUID> free = new HashSet<>(hosts);
        had.forEach((lease, bookings) -> bookings.stream()
                .filter(booking -> !notCounting.contains(lease))
                .filter(booking -> booking.period().start().isBefore(to) && from.isBefore(booking.period().end()))
                .forEach(booking -> free.remove(booking.hostId())));
        return free;
    }

    /** No two bookings of a host overlap; each lease has between min and max hosts for its window. */
    private void remember(TestRoom room, Set<UUID> hosts, String context) {
        List<Booking> all = room.bookings();
        had.clear();
        for (Booking booking : all) {
            UUID lease = booking.leaseId();
            assertThat(lease).isNotNull();
            had.computeIfAbsent(lease, any -> new ArrayList<>()).add(booking);
            assertThat(all).as(context).noneMatch(other -> other != booking
                    && other.hostId().equals(booking.hostId())
                    && other.period().overlaps(booking.period()));
        }
        assertThat(had.keySet()).as(context).isEqualTo(new HashSet<>(leases.stream().map(Lease::id).toList()));
        for (Lease lease : leases) {
            List<Booking> its = had.getOrDefault(lease.id(), List.of()).stream()
                    .filter(booking -> booking.kind() == BookingKind.LEASE)
                    .toList();
            assertThat(its).as(context).allSatisfy(booking -> {
                assertThat(booking.period().start()).isEqualTo(lease.startsAt());
                assertThat(booking.period().end()).isEqualTo(lease.endsAt());
                assertThat(hosts).contains(booking.hostId());
            });
            HostRequest request = (HostRequest) lease.reservations().getFirst().request();
            assertThat(its.size()).as(context).isBetween(request.min(), request.max());
        }
    }

    private static Moment quarter(int number) {
        return new Moment.At(time(number));
    }

    private static Instant time(int number) {
        return DAWN.plus(QUARTER.multipliedBy(number));
    }
}
