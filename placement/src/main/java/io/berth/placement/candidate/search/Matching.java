package io.berth.placement.candidate.search;

import java.util.Arrays;

/**
 * Whether parts that are still to be served can each get a provider, if a provider serves only so many of them: augmenting
 * paths (Kuhn). What is not possible for one constraint alone is not possible at all, so a search that asks this first runs into
 * no dead end on account of it.
 */
final class Matching {
    private final Budget budget;
    private final int[] served;
    private final boolean[] seen;
    private final int[] providerOf;
    private int[][] options = new int[0][];
    private int[] counts = new int[0];
    private int[] room = new int[0];
    private int[] parts = new int[0];
    private int size;

    /** @param providers how many there can be, and {@code parts} likewise */
    Matching(int parts, int providers, Budget budget) {
        this.budget = budget;
        this.served = new int[providers];
        this.seen = new boolean[providers];
        this.providerOf = new int[parts];
    }

    /**
     * Whether all parts can be served.
     *
     * @param parts those to be served, the first {@code size} of them
     * @param options by part the providers that can serve it, the first {@code counts} of them
     * @param room by provider how many parts it can serve
     */
    boolean isPossible(int[] parts, int size, int[][] options, int[] counts, int[] room) {
        this.parts = parts;
        this.size = size;
        this.options = options;
        this.counts = counts;
        this.room = room;
        Arrays.fill(served, 0);
        Arrays.fill(providerOf, -1);
        for (int i = 0; i < size; i++) {
            if (!serve(parts[i])) {
                return budget.isSpent();
            }
        }
        return true;
    }

    private boolean serve(int part) {
        if (serveAtOnce(part)) {
            return true;
        }
        Arrays.fill(seen, false);
        return serveByMoving(part);
    }

    private boolean serveAtOnce(int part) {
        int[] mine = options[part];
        for (int i = 0; i < counts[part] && budget.step(); i++) {
            if (served[mine[i]] < room[mine[i]]) {
                served[mine[i]]++;
                providerOf[part] = mine[i];
                return true;
            }
        }
        return false;
    }

    private boolean serveByMoving(int part) {
        int[] mine = options[part];
        for (int i = 0; i < counts[part] && budget.step(); i++) {
            int provider = mine[i];
            if (!seen[provider] && room[provider] > 0) {
                seen[provider] = true;
                if (served[provider] < room[provider] || movesOneAway(provider)) {
                    served[provider]++;
                    providerOf[part] = provider;
                    return true;
                }
            }
        }
        return false;
    }

    private boolean movesOneAway(int provider) {
        for (int i = 0; i < size; i++) {
            int part = parts[i];
            if (providerOf[part] == provider && serveByMoving(part)) {
                served[provider]--;
                return true;
            }
        }
        return false;
    }
}
