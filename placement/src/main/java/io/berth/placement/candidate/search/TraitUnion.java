package io.berth.placement.candidate.search;

import java.util.List;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/** The providers that serve the group without a suffix have its required traits among them (contract placement §8.16). */
final class TraitUnion implements Rule {
    private final Part[] parts;
    private final List<RoaringBitmap> wanted;
    /** By wanted set and part of the group: whether anybody who may serve the part has such a trait. */
    private final boolean[][] canBring;

    /** @param wanted by required set, the providers that have one of its traits */
    TraitUnion(Part[] partsOfGroup, List<RoaringBitmap> wanted) {
        this.parts = partsOfGroup;
        this.wanted = wanted;
        this.canBring = new boolean[wanted.size()][partsOfGroup.length];
    }

    @Override
    public String name() {
        return "required, by the providers of the group together";
    }

    @Override
    public boolean begin(Choices choices) {
        boolean isPossible = true;
        for (int set = 0; set < wanted.size(); set++) {
            boolean isBrought = false;
            for (int i = 0; i < parts.length; i++) {
                canBring[set][i] = hasOption(choices, parts[i].index, wanted.get(set));
                isBrought |= canBring[set][i];
            }
            isPossible &= isBrought;
        }
        return isPossible;
    }

    /** Which of the sets nobody can bring who may serve the tree that was begun. */
    List<Integer> unbrought() {
        return IntStream.range(0, canBring.length)
                .filter(set -> {
                    for (boolean can : canBring[set]) {
                        if (can) {
                            return false;
                        }
                    }
                    return true;
                })
                .boxed()
                .toList();
    }

    private static boolean hasOption(Choices choices, int part, RoaringBitmap having) {
        for (int i = 0; i < choices.counts[part]; i++) {
            if (having.contains(choices.node(choices.options[part][i]).ordinal())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean admits(Choices choices, Part part) {
        for (int set = 0; set < wanted.size(); set++) {
            if (!canBeBrought(choices, set)) {
                return false;
            }
        }
        return true;
    }

    private boolean canBeBrought(Choices choices, int set) {
        for (int i = 0; i < parts.length; i++) {
            int provider = choices.chosen[parts[i].index];
            boolean brings = provider == Choices.NOBODY
                    ? canBring[set][i]
                    : canBring[set][i] && wanted.get(set).contains(choices.node(provider).ordinal());
            if (brings) {
                return true;
            }
        }
        return false;
    }
}
