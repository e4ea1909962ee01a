package io.berth.reservation.calendar;

import io.berth.base.Explanation;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Hosts that dwindle constraint by constraint, and the record of how. */
final class HostSieve {
    private final HostOffers offers;
    private final HostOrder order;
    private final BitSet left;
    private Explanation explanation;

    HostSieve(HostOffers offers, HostMatch.Fitting fitting, HostOrder order) {
        this.offers = offers;
        this.order = order;
        left = fitting.places();
        explanation = fitting.explanation();
    }

    void drop(String constraint, Set<UUID> hosts) {
        int before = left.cardinality();
        for (int place = left.nextSetBit(0); place >= 0; place = left.nextSetBit(place + 1)) {
            if (hosts.contains(offers.at(place).host().id())) {
                left.clear(place);
            }
        }
        int after = left.cardinality();
        explanation = explanation.plus(constraint, before - after, after);
    }

    /** Hosts free in the window, as Blazar prefers them; those that nobody else is booking this instant before their like. */
    HostChoice choose(String windowConstraint, int min, int max) {
        int before = left.cardinality();
        BitSet idle = offers.unused(left);
        Found unused = find(idle, max);
        if (unused.count() >= min && !offers.isExhaustive()) {
            // None was looked at that is booked at some time: how many of them are free, nobody has asked.
            return new HostChoice.Chosen(first(List.of(unused), max), explanation.plus(windowConstraint, 0, before));
        }
        Found used = find(without(left, idle), max);
        int free = unused.count() + used.count();
        boolean isAll = offers.isExhaustive() || !used.isCutShort() && !unused.isCutShort();
        Explanation whole = explanation.plus(windowConstraint, isAll ? before - free : used.refused(), isAll ? free : before - used.refused());
        if (unused.count() >= min) {
            return new HostChoice.Chosen(first(List.of(unused), max), whole);
        }
        if (free < min) {
            return new HostChoice.TooFew(min, whole);
        }
        return new HostChoice.Chosen(first(List.of(used, unused), max), whole);
    }

    private static BitSet without(BitSet places, BitSet others) {
        BitSet rest = (BitSet) places.clone();
        rest.andNot(others);
        return rest;
    }

    /** @param refused how many were looked at and are not free */
    private record Found(int[] quiet, int[] contended, int refused, boolean isCutShort) {
        int count() {
            return quiet.length + contended.length;
        }
    }

    /** Those that are free; no more are looked for once there are enough that nobody else is booking. */
    private Found find(BitSet places, int enough) {
        IntStream.Builder quiet = IntStream.builder();
        IntStream.Builder contended = IntStream.builder();
        boolean mayStop = !offers.isExhaustive() && order.isByNumber();
        int quietCount = 0;
        int refused = 0;
        boolean isCutShort = false;
        for (int place = places.nextSetBit(0); place >= 0 && !isCutShort; place = places.nextSetBit(place + 1)) {
            if (!offers.isFree(place)) {
                refused++;
            } else if (offers.isContended(place)) {
                contended.add(place);
            } else {
                quiet.add(place);
                quietCount++;
            }
            isCutShort = mayStop && quietCount >= enough;
        }
        return new Found(quiet.build().toArray(), contended.build().toArray(), refused, isCutShort);
    }

    /** @param kinds of hosts, the preferred ones first, where the order of hosts leaves it at that */
    private List<HostOffer> first(List<Found> kinds, int max) {
        Stream<int[]> groups = order.isByNumber()
                ? kinds.stream().flatMap(found -> Stream.of(found.quiet(), found.contended()))
                : Stream.of(arranged(kinds, Found::quiet, max), arranged(kinds, Found::contended, max));
        return groups.flatMapToInt(IntStream::of).limit(max).mapToObj(offers::at).toList();
    }

    private int[] arranged(List<Found> kinds, Function<Found, int[]> part, int max) {
        int[] places = kinds.stream().map(part).flatMapToInt(IntStream::of).toArray();
        order.arrange(places, max);
        return places;
    }
}
