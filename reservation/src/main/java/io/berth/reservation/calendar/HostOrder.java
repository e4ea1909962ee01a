package io.berth.reservation.calendar;

import java.util.Random;
import java.util.UUID;

/** In which order hosts are taken of which one is as good as the other. */
public sealed interface HostOrder {
    /** The first enrolled ones first. */
    HostOrder BY_NUMBER = new ByNumber();

    /**
     * Puts in front those that are to be taken first, in their order.
     *
     * @param places in the order of the hosts' numbers
     * @param wanted how many are; what comes after them is in no order
     */
    void arrange(int[] places, int wanted);

    /** Whether the first ones are known before all are. */
    boolean isByNumber();

    record ByNumber() implements HostOrder {
        @Override
        public void arrange(int[] places, int wanted) {}

        @Override
        public boolean isByNumber() {
            return true;
        }
    }

    /** At random, the same for the same seed, so that wear and load are spread. */
    record Shuffled(UUID seed) implements HostOrder {
        @Override
        public void arrange(int[] places, int wanted) {
            Random random = new Random(seed.getMostSignificantBits() ^ seed.getLeastSignificantBits());
            for (int i = 0; i < Math.min(wanted, places.length); i++) {
                int taken = i + random.nextInt(places.length - i);
                int place = places[taken];
                places[taken] = places[i];
                places[i] = place;
            }
        }

        @Override
        public boolean isByNumber() {
            return false;
        }
    }
}
