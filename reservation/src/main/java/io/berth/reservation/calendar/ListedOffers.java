package io.berth.reservation.calendar;

import io.berth.reservation.requirement.Requirement;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** Offers that somebody listed: few hosts, looked at one by one. */
record ListedOffers(List<HostOffer> offers) implements HostOffers {
    ListedOffers {
        offers = List.copyOf(offers);
    }

    @Override
    public int size() {
        return offers.size();
    }

    @Override
    public HostOffer at(int place) {
        return offers.get(place);
    }

    @Override
    public Optional<HostOffer> of(UUID host) {
        return offers.stream().filter(offer -> offer.host().id().equals(host)).findFirst();
    }

    @Override
    public boolean hasCapability(String name) {
        Set<String> known = new HashSet<>();
        offers.forEach(offer -> known.addAll(offer.host().capabilities().keySet()));
        return known.contains(name);
    }

    @Override
    public BitSet reservable() {
        return places(offer -> offer.host().reservable());
    }

    @Override
    public BitSet meeting(Requirement requirement) {
        return places(offer -> requirement.isMetBy(offer.host()));
    }

    private BitSet places(Predicate<HostOffer> wanted) {
        BitSet places = new BitSet(offers.size());
        for (int place = 0; place < offers.size(); place++) {
            places.set(place, wanted.test(offers.get(place)));
        }
        return places;
    }

    @Override
    public boolean isFree(int place) {
        return offers.get(place).isFree();
    }

    @Override
    public BitSet unused(BitSet among) {
        BitSet unused = places(HostOffer::isUnused);
        unused.and(among);
        return unused;
    }

    @Override
    public boolean isContended(int place) {
        return false;
    }

    @Override
    public boolean isExhaustive() {
        return true;
    }
}
