package io.berth.reservation.lease;

import static io.berth.reservation.Samples.accepted;
import static io.berth.reservation.Samples.hostId;
import static io.berth.reservation.Samples.on;

import io.berth.base.Ids;
import io.berth.reservation.Samples;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.LeaseBookings;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.lease.CreateLease.Circumstances;
import io.berth.reservation.lease.plan.Stock;
import io.berth.reservation.request.HostEdit;
import io.berth.reservation.request.RequestEdit.Expression;
import io.berth.reservation.request.ReservationEdit;
import io.berth.reservation.request.ReservationRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leases in their states, and edits of them. */
public final class Leases {
    public static final Ids IDS = Ids.counting(5_000);

    private Leases() {}

    /** Created at noon the day before. */
    public static Lease pending(String start, String end, ReservationRequest... requests) {
        Instant yesterday = Samples.at("00:00").minus(Duration.ofHours(12));
        Lease bare = accepted(Samples.lease(start, end)
                        .decide(Stock.NONE, new Circumstances(new Owner("p", "u", "r"), ReservationOptions.DEFAULTS, yesterday, IDS)))
                .reply();
        return bare.withReservations(Arrays.stream(requests)
                .map(request -> new Reservation(
                        IDS.uuid(), IDS.uuid(), ReservationStatus.PENDING, request, false, false, yesterday, yesterday))
                .toList());
    }

    public static Lease started(Lease lease) {
        return StartLease.decide(lease, Set.of(), lease.startsAt()).after();
    }

    public static Lease failed(Lease lease) {
        return StartLease.decide(lease, Set.of(lease.reservations().getFirst().id()), lease.startsAt()).after();
    }

    static Lease ended(Lease lease) {
        return EndLease.decide(lease, List.of(), lease.endsAt(), IDS).after();
    }

    /** @param hosts of each reservation in turn */
    public static List<Booking> booked(Lease lease, Duration cleaning, int[]... hosts) {
        List<Booking> bookings = new ArrayList<>();
        for (int i = 0; i < hosts.length; i++) {
            for (int host : hosts[i]) {
                bookings.addAll(LeaseBookings.of(
                        lease.id(), lease.reservations().get(i).id(), hostId(host),
                        new Period(lease.startsAt(), lease.endsAt()), cleaning, IDS));
            }
        }
        return bookings;
    }

    public static int[] hosts(int... numbers) {
        return numbers;
    }

    public static UpdateLease renaming(@Nullable String name) {
        return new UpdateLease(name, null, null, null, List.of(), true);
    }

    /** @param start and {@code end}, {@code beforeEnd}: null leaves it as it is */
    public static UpdateLease moving(@Nullable String start, @Nullable String end, @Nullable String beforeEnd) {
        return new UpdateLease(
                null, start == null ? null : on(start), end == null ? null : on(end),
                beforeEnd == null ? null : Samples.at(beforeEnd), List.of(), false);
    }

    public static UpdateLease editing(ReservationEdit... edits) {
        return new UpdateLease(null, null, null, null, List.of(edits), false);
    }

    public static ReservationEdit numbers(Reservation reservation, @Nullable Integer min, @Nullable Integer max) {
        return new ReservationEdit(reservation.id().toString(), null, new HostEdit(min, max, null, null, null));
    }

    public static ReservationEdit wanting(Reservation reservation, String resourceProperties) {
        return new ReservationEdit(
                reservation.id().toString(), null, new HostEdit(null, null, null, new Expression(resourceProperties), null));
    }
}
