package io.berth.reservation.supply;

import io.berth.base.Change;
import io.berth.placement.Provider;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.BookingKind;
import io.berth.reservation.calendar.CalendarChange.LeaseRebooked;
import io.berth.reservation.calendar.HostOffers;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.index.CalendarView;
import io.berth.reservation.calendar.index.HostCalendar;
import io.berth.reservation.calendar.slot.ShareOffer;
import io.berth.reservation.floatingip.AddressBooking;
import io.berth.reservation.floatingip.AddressStock;
import io.berth.reservation.floatingip.FloatingIpChange.AddressesRebooked;
import io.berth.reservation.lease.CreateLease;
import io.berth.reservation.lease.plan.Stock;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.InstanceRequest;
import io.berth.reservation.request.ReservationRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * All that new leases can choose from, whenever they are to be. Never changes.
 *
 * @param providers of hosts that can be shared, as the ledger has them; none where nobody wants instances
 * @param addresses of the networks in question; none where nobody wants any
 */
public record Supply(CalendarView calendars, Map<UUID, Provider> providers, AddressSupply addresses) {
    public Supply {
        providers = Map.copyOf(providers);
    }

    public static Supply ofHosts(CalendarView calendars) {
        return new Supply(calendars, Map.of(), AddressSupply.EMPTY);
    }

    /** Whether one of them is to share hosts. */
    public static boolean wantsShares(Collection<ReservationRequest> requests) {
        return requests.stream().anyMatch(request -> request instanceof InstanceRequest || request instanceof FlavorRequest);
    }

    /** With what these changes book. */
    public Supply plus(Collection<? extends Change> changes) {
        List<Booking> hosts = new ArrayList<>();
        List<AddressBooking> more = new ArrayList<>();
        for (Change change : changes) {
            switch (change) {
                case LeaseRebooked it -> hosts.addAll(it.added());
                case AddressesRebooked it -> more.addAll(it.added());
                default -> { }
            }
        }
        return plus(hosts, more);
    }

    public Supply plus(List<Booking> hosts, List<AddressBooking> more) {
        return new Supply(
                hosts.isEmpty() ? calendars : calendars.plus(hosts),
                providers,
                more.isEmpty() ? addresses : addresses.plus(more));
    }

    /** What a new lease chooses from. */
    public Stock stock(CreateLease request, Duration cleaning, Instant now) {
        Period taken = request.period(now);
        Period window = taken.longerBy(cleaning);
        List<ReservationRequest> requests = request.requests();
        return new Stock(
                requests.stream().anyMatch(HostRequest.class::isInstance)
                        ? calendars.offers(window, now, null, Set.of())
                        : HostOffers.of(List.of()),
                wantsShares(requests) ? shares(window) : List.of(),
                requests.stream().anyMatch(FloatingIpRequest.class::isInstance)
                        ? new AddressStock(addresses.offers(taken, now), List.of())
                        : AddressStock.NONE);
    }

    private List<ShareOffer> shares(Period window) {
        List<ShareOffer> offers = new ArrayList<>();
        for (int place = 0; place < calendars.size(); place++) {
            HostCalendar calendar = calendars.at(place);
            Provider provider = providers.get(calendar.host().id());
            if (provider != null) {
                offers.add(share(calendar, provider, window));
            }
        }
        return offers;
    }

    /** The host as those who share it see it in the window. */
    static ShareOffer share(HostCalendar calendar, Provider provider, Period window) {
        List<Booking> bookings = new ArrayList<>();
        calendar.shares().stream().filter(share -> share.period().overlaps(window)).forEach(bookings::add);
        if (calendar.isTakenWhole(window)) {
            // Which booking it is does not matter to anybody.
            UUID host = calendar.host().id();
            bookings.add(new Booking(host, host, window, BookingKind.LEASE, null, null));
        }
        return new ShareOffer(calendar.host(), provider, bookings);
    }
}
