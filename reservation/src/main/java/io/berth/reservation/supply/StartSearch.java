package io.berth.reservation.supply;

import io.berth.reservation.availability.NextWindows;
import io.berth.reservation.availability.NextWindows.Starts;
import io.berth.reservation.calendar.HostMatch;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.calendar.index.HostCalendar;
import io.berth.reservation.lease.plan.SlotWants;
import io.berth.reservation.request.FlavorRequest;
import io.berth.reservation.request.FloatingIpRequest;
import io.berth.reservation.request.HostRequest;
import io.berth.reservation.request.InstanceRequest;
import io.berth.reservation.request.ReservationRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the minutes at which a lease of several reservations may start: those at which there is enough for each of them by itself. That
 * is not always enough for all together, where they want the same hosts: whoever searches tries it. Pure.
 *
 * @param length of the lease
 * @param cleaning for which hosts are taken after it
 * @param now from which on hosts are free or not
 */
public record StartSearch(Supply supply, List<ReservationRequest> requests, Duration length, Duration cleaning, Instant now) {
    public StartSearch {
        requests = List.copyOf(requests);
    }

    /** Whether there can be enough for each of the requests and not for all of them. */
    public boolean areRivals() {
        long ofHosts = requests.stream().filter(request -> !(request instanceof FloatingIpRequest)).count();
        long ofAddresses = requests.size() - ofHosts;
        return ofHosts > 1 || ofAddresses > 1;
    }

    /** Runs of minutes at which there is enough for each, in order. */
    public List<Starts> possible(Starts range) {
        List<Starts> runs = List.of(range);
        for (ReservationRequest request : requests) {
            if (!runs.isEmpty()) {
                runs = StartRuns.both(runs, possible(request, range));
            }
        }
        for (List<FloatingIpRequest> ofNetwork : addresses().values()) {
            if (!runs.isEmpty()) {
                runs = StartRuns.both(runs, starts(ofNetwork).forAll(ofNetwork, range));
            }
        }
        return runs;
    }

    /** Addresses are looked at by network. */
    private List<Starts> possible(ReservationRequest request, Starts range) {
        return switch (request) {
            case HostRequest it -> hosts(fitting(it, range), it.min(), range, Integer.MAX_VALUE);
            case InstanceRequest it -> new SlotStarts(supply, SlotWants.of(it), taken()).forAll(range);
            case FlavorRequest it -> new SlotStarts(supply, SlotWants.of(it), taken()).forAll(range);
            case FloatingIpRequest it -> List.of(range);
        };
    }

    /** Runs of minutes at which something of what was freed is of use; what comes after {@code max} of them is one. */
    public List<Starts> ofUse(Freed freed, Starts range, int max) {
        List<Starts> runs = new ArrayList<>();
        for (ReservationRequest request : requests) {
            runs.addAll(
                    switch (request) {
                        case HostRequest it -> StartRuns.cut(freedHosts(it, freed, range, max), max, range.latest());
                        case InstanceRequest it -> new SlotStarts(supply, SlotWants.of(it), taken()).onAny(freed.hosts(), range);
                        case FlavorRequest it -> new SlotStarts(supply, SlotWants.of(it), taken()).onAny(freed.hosts(), range);
                        case FloatingIpRequest it -> starts(List.of(it)).onAny(freed.addresses(), range);
                    });
        }
        return StartRuns.cut(StartRuns.any(runs), max, range.latest());
    }

    /** Whether something of what was freed is of use for a lease of that period, cleaning not counted: it may begin within a minute. */
    public boolean isOfUse(Freed freed, Period lease) {
        Period window = lease.longerBy(cleaning);
        return requests.stream().anyMatch(request ->
                switch (request) {
                    case HostRequest it -> supply.calendars().places(freed.hosts()).stream()
                            .anyMatch(supply.calendars().offers(window, now, null, Set.of())::isFree);
                    case InstanceRequest it -> new SlotStarts(supply, SlotWants.of(it), taken()).isRoomOnAny(freed.hosts(), window);
                    case FlavorRequest it -> new SlotStarts(supply, SlotWants.of(it), taken()).isRoomOnAny(freed.hosts(), window);
                    case FloatingIpRequest it -> starts(List.of(it)).isAnyFree(freed.addresses(), lease);
                });
    }

    private List<Starts> freedHosts(HostRequest request, Freed freed, Starts range, int max) {
        BitSet places = supply.calendars().places(freed.hosts());
        if (!places.isEmpty()) {
            places.and(fitting(request, range));
        }
        return hosts(places, 1, range, max);
    }

    private Map<String, List<FloatingIpRequest>> addresses() {
        return requests.stream()
                .filter(FloatingIpRequest.class::isInstance)
                .map(FloatingIpRequest.class::cast)
                .collect(Collectors.groupingBy(FloatingIpRequest::networkId));
    }

    private AddressStarts starts(List<FloatingIpRequest> ofNetwork) {
        return new AddressStarts(supply.addresses(), ofNetwork.getFirst().networkId(), length);
    }

    private Duration taken() {
        return length.plus(cleaning);
    }

    private static Period period(Starts range) {
        // Its end is not in a period, but is a minute at which the lease may start.
        return new Period(range.earliest(), range.latest().plusSeconds(1));
    }

    private BitSet fitting(HostRequest request, Starts range) {
        return HostMatch.of(supply.calendars().allOffers(period(range), now, null), request.requirements())
                        instanceof HostMatch.Fitting fitting
                ? fitting.places()
                : new BitSet();
    }

    private List<Starts> hosts(BitSet places, int count, Starts range, int max) {
        return NextWindows.find(supply.calendars(), places, new NextWindows.Ask(count, taken(), range, max));
    }

    /**
     * The first so many minutes of the run, after its first, at which it may be otherwise than a minute before: where something ends, and
     * where something begins that the lease would run into. The latter may help, too: a reservation that finds more takes up to its maximum.
     */
    public List<Instant> turns(Starts run, int max) {
        Turns turns = new Turns(run, max);
        if (requests.stream().anyMatch(request -> !(request instanceof FloatingIpRequest))) {
            for (int place = 0; place < supply.calendars().size(); place++) {
                addTurns(supply.calendars().at(place), run, turns);
            }
        }
        addresses().keySet().stream()
                .flatMap(network -> supply.addresses().ofNetwork(network).stream())
                .flatMap(entry -> entry.bookings().stream())
                .forEach(booking -> addTurns(booking.period(), length, turns));
        return turns.minutes();
    }

    private void addTurns(HostCalendar calendar, Starts run, Turns turns) {
        long takes = Levels.micros(taken());
        long to = HostCalendar.micros(run.latest()) + takes;
        for (int i = calendar.firstEndingAfter(HostCalendar.micros(run.earliest()));
                i < calendar.size() && calendar.start(i) <= to;
                i++) {
            long before = Levels.upTo(calendar.start(i) - takes) + 1;
            if (turns.isTooLate(before)) {
                // It ends, and all that follow begin, later still.
                break;
            }
            turns.add(Levels.from(calendar.latestEnd(i)));
            turns.add(before);
        }
        calendar.shares().forEach(share -> addTurns(share.period(), taken(), turns));
    }

    private static void addTurns(Period booked, Duration takes, Turns turns) {
        turns.add(Levels.from(HostCalendar.micros(booked.end())));
        turns.add(Levels.upTo(HostCalendar.micros(booked.start()) - Levels.micros(takes)) + 1);
    }
}
