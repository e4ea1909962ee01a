package io.berth.placement.candidate.explain;

import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.explain.Counts.Asked;
import io.berth.placement.candidate.search.Among;
import io.berth.placement.index.World;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The other amount of one class of one group that changes the query least, by the part of the amount that is cut or added. Of
 * equal parts the first in the query's order is told.
 */
final class OtherAmount {
    /** How many different units inventories of one class may have and all be tried: those that give most first. */
    static final int UNITS_MAX = 16;

    private final CandidateQuery query;
    private final Attempts attempts;
    private final List<Portions> portions;
    private Optional<Amount> best = Optional.empty();

    /** @param asked what is asked of which anything could be the one that has to change */
    OtherAmount(World world, CandidateQuery query, List<Asked> asked, Attempts attempts) {
        this.query = query;
        this.attempts = attempts;
        this.portions = asked.stream()
                .flatMap(each -> each.resources().keySet().stream().flatMap(name -> {
                    List<Portions> all = Portions.of(world, each, name);
                    if (all.size() > UNITS_MAX) {
                        attempts.cutShort();
                    }
                    return all.stream().limit(UNITS_MAX);
                }))
                .toList();
    }

    private record Amount(Portions of, long amount) {
        /** Whether this is the smaller change, both cutting or both adding. */
        boolean isCloserThan(Amount other) {
            return distance().multiply(BigInteger.valueOf(other.of.wanted()))
                            .compareTo(other.distance().multiply(BigInteger.valueOf(of.wanted())))
                    < 0;
        }

        private BigInteger distance() {
            return BigInteger.valueOf(amount).subtract(BigInteger.valueOf(of.wanted())).abs();
        }
    }

    /** Less than is wanted. */
    Optional<Relaxed> less() {
        best = Optional.empty();
        portions.forEach(this::cut);
        return best();
    }

    /** More than is wanted: where that is no portion that inventories give away, and more is. */
    Optional<Relaxed> more() {
        best = Optional.empty();
        portions.forEach(this::add);
        return best();
    }

    private Optional<Relaxed> best() {
        return best.map(it -> Relaxed.of(query, it.of.group(), it.of.name(), it.amount));
    }

    /** The most that gives candidates, by halves: among these givers whatever is too much stays so with more. */
    private void cut(Portions of) {
        long low = leastThatIsCloser(of);
        long high = Math.min(of.most(), of.below(of.wanted()));
        if (low > high || takes(of, high) || low == high || !takes(of, low)) {
            return;
        }
        long works = low;
        long fails = high;
        long step = of.unit().step();
        while (fails - works > step) {
            long middle = works + (fails - works) / step / 2 * step;
            if (takes(of, middle)) {
                works = middle;
            } else {
                fails = middle;
            }
        }
    }

    /** The smallest portion that is worth while to be tried. */
    private long leastThatIsCloser(Portions of) {
        return best.map(it -> BigInteger.valueOf(it.amount)
                        .multiply(BigInteger.valueOf(of.wanted()))
                        .divide(BigInteger.valueOf(it.of.wanted()))
                        .add(BigInteger.ONE)
                        .longValueExact())
                .map(of::atLeast)
                .orElse(of.unit().least());
    }

    private void add(Portions of) {
        if (of.wanted() >= of.most()) {
            return;
        }
        long amount = of.atLeast(of.wanted() + 1);
        Amount more = new Amount(of, amount);
        if (amount <= of.most() && best.map(more::isCloserThan).orElse(true)) {
            takes(of, amount);
        }
    }

    /** Whether so much gives candidates; if so, it is the best up to now. */
    private boolean takes(Portions of, long amount) {
        Relaxed relaxed = Relaxed.of(query, of.group(), of.name(), amount);
        Among among = new Among(of.group().suffix(), of.name(), of.giving(amount));
        boolean gives = attempts.give(relaxed.query(), among);
        if (gives) {
            best = Optional.of(new Amount(of, amount));
        }
        return gives;
    }
}
