package io.berth.compute.flavor;

import io.berth.base.Change;
import java.time.Instant;

/** What can happen to flavors. */
public sealed interface FlavorChange extends Change {
    String flavor();

    @Override
    default String subject() {
        return "flavor/" + flavor();
    }

    /** A reservation has this flavor from now on; nothing changes where it has it already. */
    record FlavorReserved(Flavor reserved) implements FlavorChange {
        @Override
        public String flavor() {
            return reserved.id();
        }
    }

    /** The reservation has ended: no server is made of it any more. */
    record FlavorWithdrawn(String flavor, Instant at) implements FlavorChange {}

    /** Forgets a flavor that was withdrawn and of which no server is known any more. */
    record FlavorPurged(String flavor) implements FlavorChange {}
}
