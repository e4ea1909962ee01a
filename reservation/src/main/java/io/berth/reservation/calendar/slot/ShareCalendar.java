package io.berth.reservation.calendar.slot;

import io.berth.placement.Ledger;
import io.berth.placement.Provider;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.CalendarStore;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.host.Host;
import io.berth.reservation.host.HostStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads what hosts can give to those who share them: what the ledger says that they have, and what the calendar has given away. */
public final class ShareCalendar {
    private final HostStore hosts;
    private final CalendarStore calendar;
    private final Ledger ledger;

    public ShareCalendar(HostStore hosts, CalendarStore calendar, Ledger ledger) {
        this.hosts = hosts;
        this.calendar = calendar;
        this.ledger = ledger;
    }

    /**
     * All hosts that are in the ledger, in the order of their numbers. They are read before their bookings: what is booked
     * meanwhile moves a revision that was already seen.
     *
     * @param ownLease whose bookings do not count, because they are about to be decided anew; null for none
     */
    public List<ShareOffer> offers(Handle tx, Period window, @Nullable UUID ownLease) {
        List<Host> all = hosts.allHosts(tx);
        Map<UUID, List<Booking>> bookings = calendar.bookingsDuring(tx, window, ownLease);
        Map<UUID, Provider> providers = ledger.providers(tx, all.stream().map(Host::id).toList()).stream()
                .collect(Collectors.toMap(Provider::uuid, Function.identity()));
        List<ShareOffer> offers = new ArrayList<>();
        for (Host host : all) {
            Provider provider = providers.get(host.id());
            if (provider != null) {
                offers.add(new ShareOffer(host, provider, bookings.getOrDefault(host.id(), List.of())));
            }
        }
        return offers;
    }
}
