package io.berth.reservation.calendar;

import io.berth.base.Explanation;
import io.berth.reservation.requirement.Requirement;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Chooses whole hosts (contract blazar §14.1). Hosts that nobody has booked at all come first, and where they are enough for
 * the minimum no others are taken, not even to reach the maximum; else those free in the window come first.
 */
public sealed interface HostChoice {
    Explanation explanation();

    record Chosen(List<HostOffer> hosts, Explanation explanation) implements HostChoice {
        public Chosen {
            hosts = List.copyOf(hosts);
        }
    }

    record TooFew(int asked, Explanation explanation) implements HostChoice {
        /** How the candidates dwindled, as a sentence. */
        public String reasons() {
            String steps = explanation.steps().stream()
                    .map(step -> step.constraint() + ": " + step.removed() + " removed, " + step.left() + " left")
                    .collect(Collectors.joining("; "));
            return steps + "; asked for at least " + asked + ".";
        }
    }

    /** A requirement names what no host has. */
    record Unknown(String property, Explanation explanation) implements HostChoice {}

    /**
     * @param requirements all of them must be met
     * @param taken hosts that are not to be chosen though they look free: other reservations of the same lease have them
     * @param min 0 or more; {@code max} at least {@code min}
     */
    static HostChoice among(
            List<HostOffer> offers, List<Requirement> requirements, Set<UUID> taken, Period window, int min, int max) {
        List<Requirement> terms = requirements.stream().flatMap(all -> all.terms().stream()).toList();
        Optional<String> unknown = unknownName(offers, terms);
        if (unknown.isPresent()) {
            return new Unknown(unknown.get(), Explanation.NONE);
        }
        Sieve sieve = new Sieve(offers);
        sieve.keep("reservable", offer -> offer.host().reservable());
        for (Requirement term : terms) {
            sieve.keep(term.describe(), offer -> term.isMetBy(offer.host()));
        }
        if (!taken.isEmpty()) {
            sieve.keep("not in this lease already", offer -> !taken.contains(offer.host().id()));
        }
        sieve.keep("free from " + window.start().truncatedTo(ChronoUnit.SECONDS) + " to " + window.end(), HostOffer::isFree);
        return sieve.choose(min, max);
    }

    private static Optional<String> unknownName(List<HostOffer> offers, List<Requirement> terms) {
        Set<String> known = new HashSet<>(io.berth.reservation.host.Host.FIELDS);
        offers.forEach(offer -> known.addAll(offer.host().capabilities().keySet()));
        return terms.stream()
                .flatMap(term -> term.names().stream())
                .filter(name -> !known.contains(name))
                .findFirst();
    }

    /** Candidates that dwindle, and the record of how. */
    final class Sieve {
        private List<HostOffer> left;
        private Explanation explanation;

        private Sieve(List<HostOffer> offers) {
            left = offers;
            explanation = Explanation.NONE.plus("enrolled", 0, offers.size());
        }

        private void keep(String constraint, Predicate<HostOffer> holds) {
            List<HostOffer> kept = left.stream().filter(holds).toList();
            explanation = explanation.plus(constraint, left.size() - kept.size(), kept.size());
            left = kept;
        }

        private HostChoice choose(int min, int max) {
            List<HostOffer> unused = left.stream().filter(HostOffer::isUnused).toList();
            if (unused.size() >= min) {
                return new Chosen(first(unused, max), explanation);
            }
            if (left.size() < min) {
                return new TooFew(min, explanation);
            }
            List<HostOffer> usedFirst = new ArrayList<>(left);
            usedFirst.removeAll(unused);
            usedFirst.addAll(unused);
            return new Chosen(first(usedFirst, max), explanation);
        }

        private static List<HostOffer> first(List<HostOffer> hosts, int max) {
            return hosts.subList(0, Math.min(max, hosts.size()));
        }
    }
}
