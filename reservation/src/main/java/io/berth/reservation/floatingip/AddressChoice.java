package io.berth.reservation.floatingip;

import io.berth.base.Explanation;
import io.berth.reservation.calendar.HostChoice;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.floatingip.network.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Chooses addresses (contract blazar §14.4): all that are required, then those that nobody has booked at all, then those free in the window. */
public sealed interface AddressChoice {
    /** How many of the required addresses that cannot be had are named. */
    int MISSING_NAMED = 10;

    Explanation explanation();

    record Chosen(List<FloatingIp> addresses, Explanation explanation) implements AddressChoice {
        public Chosen {
            addresses = List.copyOf(addresses);
        }
    }

    /** @param reasons how the candidates dwindled, as a sentence */
    record TooFew(String reasons, Explanation explanation) implements AddressChoice {}

    /**
     * What is wanted.
     *
     * @param required must all be among the chosen; no more of them than {@code amount}
     */
    record Wanted(String networkId, int amount, Collection<IpAddress> required) {
        public Wanted {
            required = Collections.unmodifiableSet(new LinkedHashSet<>(required));
        }
    }

    /** @param taken addresses that are not to be chosen though they look free: other reservations of the same lease have them */
    static AddressChoice among(List<AddressOffer> offers, Wanted wanted, Set<UUID> taken, Period window) {
        List<AddressOffer> registered = offers.stream()
                .filter(offer -> offer.floatingIp().networkId().equals(wanted.networkId()))
                .toList();
        List<AddressOffer> left = registered.stream()
                .filter(offer -> !taken.contains(offer.floatingIp().id()))
                .toList();
        List<AddressOffer> free = left.stream().filter(AddressOffer::isFree).toList();
        Explanation explanation = Explanation.NONE.plus("registered in network " + wanted.networkId(), 0, registered.size());
        if (left.size() < registered.size()) {
            explanation = explanation.plus("not in this lease already", registered.size() - left.size(), left.size());
        }
        explanation = explanation.plus(HostChoice.freeIn(window), left.size() - free.size(), free.size());
        Set<IpAddress> found = free.stream().map(offer -> offer.floatingIp().address()).collect(Collectors.toSet());
        List<IpAddress> missing = wanted.required().stream().filter(address -> !found.contains(address)).toList();
        if (!missing.isEmpty()) {
            return new TooFew(steps(explanation) + "; not among them: " + words(missing) + ", which is required.", explanation);
        }
        if (free.size() < wanted.amount()) {
            return new TooFew(steps(explanation) + "; asked for " + wanted.amount() + ".", explanation);
        }
        return new Chosen(preferred(free, wanted), explanation);
    }

    private static String words(List<IpAddress> missing) {
        String first = missing.stream().limit(MISSING_NAMED).map(IpAddress::toString).collect(Collectors.joining(", "));
        return missing.size() <= MISSING_NAMED ? first : first + " and " + (missing.size() - MISSING_NAMED) + " more";
    }

    private static List<FloatingIp> preferred(List<AddressOffer> free, Wanted wanted) {
        List<AddressOffer> order = new ArrayList<>();
        free.stream().filter(offer -> isRequired(offer, wanted)).forEach(order::add);
        free.stream().filter(offer -> !isRequired(offer, wanted) && offer.isUnused()).forEach(order::add);
        free.stream().filter(offer -> !isRequired(offer, wanted) && !offer.isUnused()).forEach(order::add);
        return order.stream().limit(wanted.amount()).map(AddressOffer::floatingIp).toList();
    }

    private static boolean isRequired(AddressOffer offer, Wanted wanted) {
        return wanted.required().contains(offer.floatingIp().address());
    }

    private static String steps(Explanation explanation) {
        return explanation.steps().stream()
                .map(step -> step.constraint() + ": " + step.removed() + " removed, " + step.left() + " left")
                .collect(Collectors.joining("; "));
    }
}
