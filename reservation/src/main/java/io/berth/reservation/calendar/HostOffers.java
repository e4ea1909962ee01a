package io.berth.reservation.calendar;

import io.berth.reservation.requirement.Requirement;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * All hosts, in the order of their numbers, as a choice for one window sees them. Places count from 0; sets of hosts are sets of
 * places, not to be changed by those who get them.
 */
public interface HostOffers {
    int size();

    HostOffer at(int place);

    Optional<HostOffer> of(UUID host);

    /** Whether some host has a capability of that name. */
    boolean hasCapability(String name);

    BitSet reservable();

    /** The hosts that meet the requirement. */
    BitSet meeting(Requirement requirement);

    /** Nothing takes the host in the window. */
    boolean isFree(int place);

    /** Those among the places whose hosts nothing takes now or later. */
    BitSet unused(BitSet among);

    /** Somebody is booking the host this instant: where another does as well, both are served sooner. */
    boolean isContended(int place);

    /** Whether all hosts are to be looked at, for the sake of the explanation, though enough were found before. */
    boolean isExhaustive();

    /** @param offers in the order of the hosts' numbers */
    static HostOffers of(List<HostOffer> offers) {
        return new ListedOffers(offers);
    }
}
