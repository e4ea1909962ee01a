package io.berth.reservation.calendar;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** In which order hosts are taken of which one is as good as the other. */
public sealed interface HostOrder {
    /** The first enrolled ones first. */
    HostOrder BY_NUMBER = new ByNumber();

    /** Puts places, which are in the order of the hosts' numbers, in this order. */
    void arrange(List<Integer> places);

    /** Whether the first ones are known before all are. */
    boolean isByNumber();

    record ByNumber() implements HostOrder {
        @Override
        public void arrange(List<Integer> places) {}

        @Override
        public boolean isByNumber() {
            return true;
        }
    }

    /** At random, the same for the same seed, so that wear and load are spread. */
    record Shuffled(UUID seed) implements HostOrder {
        @Override
        public void arrange(List<Integer> places) {
            Collections.shuffle(places, new Random(seed.getMostSignificantBits() ^ seed.getLeastSignificantBits()));
        }

        @Override
        public boolean isByNumber() {
            return false;
        }
    }
}
