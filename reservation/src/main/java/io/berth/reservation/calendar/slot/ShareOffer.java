package io.berth.reservation.calendar.slot;

import io.berth.placement.Provider;
import io.berth.reservation.calendar.Booking;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.host.Host;
import java.util.ArrayList;
import java.util.List;

/**
 * A host as the choice of shares sees it.
 *
 * @param provider the host in the ledger: what it has, and its traits
 * @param bookings what takes something of it in the window asked for
 */
public record ShareOffer(Host host, Provider provider, List<Booking> bookings) {
    public ShareOffer {
        bookings = List.copyOf(bookings);
    }

    /** With more that takes something of the host. */
    public ShareOffer with(List<Booking> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Booking> all = new ArrayList<>(bookings);
        all.addAll(more);
        return new ShareOffer(host, provider, all);
    }

    /** As it is for a window within the one that was asked for. */
    public ShareOffer during(Period window) {
        List<Booking> its = bookings.stream().filter(booking -> booking.period().overlaps(window)).toList();
        return its.size() == bookings.size() ? this : new ShareOffer(host, provider, its);
    }

    boolean isTakenWhole() {
        return bookings.stream().anyMatch(Booking::isWhole);
    }

    boolean isShared() {
        return !bookings.isEmpty();
    }
}
