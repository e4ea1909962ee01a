package io.berth.placement.candidate.search;

import java.util.Arrays;

/** {@code group_policy=isolate}: groups with suffixes have different providers (contract placement §8.16, merge 1). */
final class Isolation implements Rule {
    private final Part[] parts;
    private final Budget budget;
    private final int[] open;
    private int[] room = new int[0];
    private Matching matching;

    Isolation(Part[] parts, Budget budget) {
        this.parts = parts;
        this.budget = budget;
        this.open = new int[parts.length];
        this.matching = new Matching(parts.length, 0, budget);
    }

    @Override
    public String name() {
        return "group_policy=isolate";
    }

    @Override
    public boolean begin(Choices choices) {
        if (room.length < choices.size()) {
            room = new int[choices.size()];
            matching = new Matching(parts.length, choices.size(), budget);
        }
        return isPossible(choices);
    }

    @Override
    public boolean admits(Choices choices, Part part) {
        if (!part.hasSuffix()) {
            return true;
        }
        int provider = choices.chosen[part.index];
        for (Part other : parts) {
            if (other.hasSuffix() && other.index != part.index && choices.chosen[other.index] == provider) {
                return false;
            }
        }
        return isPossible(choices);
    }

    /** Whether the groups still open can have different providers (Hall's condition). */
    private boolean isPossible(Choices choices) {
        int size = 0;
        Arrays.fill(room, 1);
        for (Part part : parts) {
            if (part.hasSuffix()) {
                int provider = choices.chosen[part.index];
                if (provider == Choices.NOBODY) {
                    open[size++] = part.index;
                } else {
                    room[provider] = 0;
                }
            }
        }
        return matching.isPossible(open, size, choices.options, choices.counts, room);
    }
}
