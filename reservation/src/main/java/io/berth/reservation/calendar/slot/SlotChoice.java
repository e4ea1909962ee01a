package io.berth.reservation.calendar.slot;

import io.berth.base.Explanation;
import io.berth.reservation.calendar.Period;
import io.berth.reservation.host.Host;
import io.berth.reservation.request.Affinity;
import io.berth.reservation.requirement.Requirement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Chooses shares of hosts for instances (contract blazar §14.2, §14.3, without the overbooking): hosts that the reservation has
 * come first, then those that others share, then empty ones. The sum of all shares never passes what a host can give.
 */
public sealed interface SlotChoice {
    Explanation explanation();

    /** @param slots of each host, in the order of preference; none is 0 */
    record Chosen(SequencedMap<UUID, Integer> slots, Explanation explanation) implements SlotChoice {
        public Chosen {
            slots = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(slots));
        }
    }

    /** @param found the room that there is where the instances may go */
    record TooFew(int asked, int found, Explanation explanation) implements SlotChoice {
        /** How the candidates dwindled, as a sentence. */
        public String reasons() {
            String steps = explanation.steps().stream()
                    .map(step -> step.constraint() + ": " + step.removed() + " removed, " + step.left() + " left")
                    .collect(Collectors.joining("; "));
            return steps + "; asked for " + asked + " instances, room for " + found + ".";
        }
    }

    /** A requirement names what no host has. */
    record Unknown(String property, Explanation explanation) implements SlotChoice {}

    /**
     * What is wanted of the hosts.
     *
     * @param each what an instance takes, by resource class; each at least 1
     * @param required and {@code forbidden}: traits
     * @param overcommits whether the ledger's allocation ratios count; otherwise nothing is given away twice
     */
    record Wanted(
            int amount,
            SortedMap<String, Long> each,
            Affinity affinity,
            List<Requirement> requirements,
            SortedSet<String> required,
            SortedSet<String> forbidden,
            boolean overcommits) {
        public Wanted {
            each = Collections.unmodifiableSortedMap(new TreeMap<>(each));
            requirements = List.copyOf(requirements);
        }
    }

    /**
     * What the reservation has already.
     *
     * @param slots by host
     * @param mayMove whether they can be given back for others
     */
    record Held(Map<UUID, Integer> slots, boolean mayMove) {
        public static final Held NOTHING = new Held(Map.of(), true);
    }

    /** @param offers bookings of the reservation itself not counted */
    static SlotChoice among(List<ShareOffer> offers, Wanted wanted, Held held, Period window) {
        List<Requirement> terms = wanted.requirements().stream().flatMap(all -> all.terms().stream()).toList();
        Optional<String> unknown = terms.stream()
                .flatMap(term -> term.names().stream())
                .filter(name -> !Host.FIELDS.contains(name))
                .filter(name -> offers.stream().noneMatch(offer -> offer.host().capabilities().containsKey(name)))
                .findFirst();
        if (unknown.isPresent()) {
            return new Unknown(unknown.get(), Explanation.NONE);
        }
        ShareSieve sieve = new ShareSieve(offers);
        sieve.keep("reservable", offer -> offer.host().reservable());
        terms.forEach(term -> sieve.keep(term.describe(), offer -> term.isMetBy(offer.host())));
        wanted.required().forEach(trait -> sieve.keep("has trait " + trait, offer -> offer.provider().traits().contains(trait)));
        wanted.forbidden().forEach(trait -> sieve.keep("has not trait " + trait, offer -> !offer.provider().traits().contains(trait)));
        sieve.keep("not taken whole from " + window.start() + " to " + window.end(), offer -> !offer.isTakenWhole());
        Map<UUID, Integer> room = new LinkedHashMap<>();
        sieve.left().forEach(offer -> room.put(offer.host().id(), slots(offer, wanted, window)));
        sieve.keep("room for an instance", offer -> room.getOrDefault(offer.host().id(), 0) > 0);
        if (!held.mayMove()) {
            // Hosts that it has need not meet anything but to have room still.
            offers.stream()
                    .filter(offer -> held.slots().containsKey(offer.host().id()))
                    .forEach(offer -> room.put(offer.host().id(), offer.isTakenWhole() ? 0 : slots(offer, wanted, window)));
        }
        room.values().removeIf(slots -> slots == 0);
        SlotFill fill = new SlotFill(inOrder(offers, room, held), held, wanted);
        return fill.chosen()
                .<SlotChoice>map(slots -> new Chosen(slots, sieve.explanation()))
                .orElseGet(() -> new TooFew(wanted.amount(), fill.found(), sieve.explanation()));
    }

    /** How many instances the host has room for by itself; 0 where it does not fit, or is taken whole. */
    static int room(ShareOffer offer, Wanted wanted, Period window) {
        boolean fits = offer.host().reservable()
                && wanted.requirements().stream().allMatch(each -> each.isMetBy(offer.host()))
                && offer.provider().traits().containsAll(wanted.required())
                && Collections.disjoint(offer.provider().traits(), wanted.forbidden())
                && !offer.isTakenWhole();
        return fits ? slots(offer, wanted, window) : 0;
    }

    private static int slots(ShareOffer offer, Wanted wanted, Period window) {
        return HostRoom.slots(offer.provider().inventories(), HostRoom.peak(offer.bookings(), window), wanted);
    }

    private static SequencedMap<UUID, Integer> inOrder(List<ShareOffer> offers, Map<UUID, Integer> room, Held held) {
        List<ShareOffer> order = new ArrayList<>(offers);
        order.removeIf(offer -> !room.containsKey(offer.host().id()));
        order.sort(Comparator.comparingInt(offer -> {
            if (held.slots().containsKey(offer.host().id())) {
                return 0;
            }
            return offer.isShared() ? 1 : 2;
        }));
        SequencedMap<UUID, Integer> inOrder = new LinkedHashMap<>();
        order.forEach(offer -> inOrder.put(offer.host().id(), room.getOrDefault(offer.host().id(), 0)));
        return inOrder;
    }
}
