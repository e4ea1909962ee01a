package io.berth.reservation.calendar;

import io.berth.base.Explanation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

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
        Found unused = find(true, max);
        if (unused.count() >= min && !offers.isExhaustive()) {
            // None was looked at that is booked at some time: how many of them are free, nobody has asked.
            return new HostChoice.Chosen(first(unused.inOrder(), max), explanation.plus(windowConstraint, 0, before));
        }
        Found used = find(false, max);
        int free = unused.count() + used.count();
        boolean isAll = offers.isExhaustive() || !used.isCutShort() && !unused.isCutShort();
        Explanation whole = explanation.plus(windowConstraint, isAll ? before - free : used.refused(), isAll ? free : before - used.refused());
        if (unused.count() >= min) {
            return new HostChoice.Chosen(first(unused.inOrder(), max), whole);
        }
        if (free < min) {
            return new HostChoice.TooFew(min, whole);
        }
        List<Integer> places = used.inOrder();
        places.addAll(unused.inOrder());
        return new HostChoice.Chosen(first(places, max), whole);
    }

    /** @param refused how many were looked at and are not free */
    private record Found(List<Integer> quiet, List<Integer> contended, int refused, boolean isCutShort) {
        int count() {
            return quiet.size() + contended.size();
        }

        List<Integer> inOrder() {
            List<Integer> places = new ArrayList<>(quiet);
            places.addAll(contended);
            return places;
        }
    }

    /** Free hosts of one kind; no more are looked for once there are enough that nobody else is booking. */
    private Found find(boolean isUnused, int enough) {
        List<Integer> quiet = new ArrayList<>();
        List<Integer> contended = new ArrayList<>();
        int refused = 0;
        for (int place = left.nextSetBit(0); place >= 0; place = left.nextSetBit(place + 1)) {
            if (offers.isUnused(place) != isUnused) {
                continue;
            }
            if (!offers.isFree(place)) {
                refused++;
            } else if (offers.isContended(place)) {
                contended.add(place);
            } else {
                quiet.add(place);
            }
            if (quiet.size() >= enough && !offers.isExhaustive() && order.isByNumber()) {
                return new Found(quiet, contended, refused, true);
            }
        }
        return new Found(quiet, contended, refused, false);
    }

    private List<HostOffer> first(List<Integer> places, int max) {
        order.arrange(places);
        if (!order.isByNumber()) {
            places.sort(Comparator.comparing(offers::isContended));
        }
        return places.stream().limit(max).map(offers::at).toList();
    }
}
