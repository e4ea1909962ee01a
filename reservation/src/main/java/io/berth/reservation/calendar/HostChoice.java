package io.berth.reservation.calendar;

import io.berth.base.Explanation;
import io.berth.reservation.requirement.Requirement;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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

    /** Hosts that are not to be chosen though they look free. @param constraint in words, as of {@link Explanation} */
    record Taken(String constraint, Set<UUID> hosts) {}

    /** Where other reservations of the same lease have some. */
    static HostChoice among(
            HostOffers offers,
            List<Requirement> requirements,
            Set<UUID> ofLease,
            HostOrder order,
            Period window,
            int min,
            int max) {
        return among(offers, requirements, new Taken("not in this lease already", ofLease), order, window, min, max);
    }

    /**
     * @param requirements all of them must be met
     * @param min 0 or more; {@code max} at least {@code min}
     */
    static HostChoice among(
            HostOffers offers,
            List<Requirement> requirements,
            Taken taken,
            HostOrder order,
            Period window,
            int min,
            int max) {
        return switch (HostMatch.of(offers, requirements)) {
            case HostMatch.Unknown unknown -> new Unknown(unknown.property(), Explanation.NONE);
            case HostMatch.Fitting fitting -> {
                HostSieve sieve = new HostSieve(offers, fitting, order);
                if (!taken.hosts().isEmpty()) {
                    sieve.drop(taken.constraint(), taken.hosts());
                }
                yield sieve.choose(freeIn(window), min, max);
            }
        };
    }

    /** The constraint, in words. */
    static String freeIn(Period window) {
        return "free from " + window.start().truncatedTo(ChronoUnit.SECONDS) + " to " + window.end();
    }
}
