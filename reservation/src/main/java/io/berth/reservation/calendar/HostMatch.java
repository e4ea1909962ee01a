package io.berth.reservation.calendar;

import io.berth.base.Explanation;
import io.berth.reservation.host.Host;
import io.berth.reservation.requirement.Requirement;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Which hosts fit, whenever they are free: the first half of every choice. */
public sealed interface HostMatch {

    /** @param places as {@link HostOffers} counts them */
    record Fitting(BitSet places, Explanation explanation) implements HostMatch {

        /** Those of them that are free in the window of the offers. */
        public Fitting free(HostOffers offers, Period window) {
            BitSet free = new BitSet(offers.size());
            places.stream().filter(offers::isFree).forEach(free::set);
            int left = free.cardinality();
            return new Fitting(free, explanation.plus(HostChoice.freeIn(window), places.cardinality() - left, left));
        }
    }

    /** A requirement names what no host has. */
    record Unknown(String property) implements HostMatch {}

    static HostMatch of(HostOffers offers, List<Requirement> requirements) {
        List<Requirement> terms = requirements.stream().flatMap(all -> all.terms().stream()).toList();
        Optional<String> unknown = terms.stream()
                .flatMap(term -> term.names().stream())
                .filter(name -> !Host.FIELDS.contains(name) && !offers.hasCapability(name))
                .findFirst();
        if (unknown.isPresent()) {
            return new Unknown(unknown.get());
        }
        BitSet left = new BitSet(offers.size());
        left.set(0, offers.size());
        Explanation explanation = Explanation.NONE.plus("enrolled", 0, offers.size());
        explanation = narrowed(left, "reservable", offers.reservable(), explanation);
        for (Requirement term : terms) {
            explanation = narrowed(left, term.describe(), offers.meeting(term), explanation);
        }
        return new Fitting(left, explanation);
    }

    private static Explanation narrowed(BitSet left, String constraint, BitSet kept, Explanation explanation) {
        int before = left.cardinality();
        left.and(kept);
        int after = left.cardinality();
        return explanation.plus(constraint, before - after, after);
    }
}
