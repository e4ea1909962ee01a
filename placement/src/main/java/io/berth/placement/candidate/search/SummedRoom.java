package io.berth.placement.candidate.search;

import io.berth.placement.Inventory;
import io.berth.placement.index.Node;
import java.util.Arrays;

/**
 * What several groups take of one inventory together must fit into it and into its {@code max_unit}; the other units are not
 * judged again (contract placement §8.16, merge 3).
 */
final class SummedRoom implements Rule {
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final Part[] parts;
    private final String[] names;
    /** By class, the parts that ask for it; empty where only one does. */
    private final Part[][] askers;

    private final Budget budget;
    private final int[] open;
    private long[] room = new long[0];
    private long[] left = new long[0];
    private int[] portions = new int[0];
    private Matching matching;

    SummedRoom(Part[] parts, String[] names, Budget budget) {
        this.parts = parts;
        this.names = names;
        this.budget = budget;
        this.open = new int[parts.length];
        this.askers = new Part[names.length][];
        this.matching = new Matching(parts.length, 0, budget);
        for (int i = 0; i < names.length; i++) {
            int number = i;
            Part[] mine = Arrays.stream(parts).filter(part -> amountOf(part, number) > 0).toArray(Part[]::new);
            askers[i] = mine.length > 1 ? mine : new Part[0];
        }
    }

    /** Whether any class is asked for by several parts. */
    boolean isNeeded() {
        return Arrays.stream(askers).anyMatch(each -> each.length > 0);
    }

    @Override
    public String name() {
        return "room for all groups together";
    }

    private static long amountOf(Part part, int number) {
        for (int i = 0; i < part.classes.length; i++) {
            if (part.classes[i] == number) {
                return part.amounts[i];
            }
        }
        return 0;
    }

    @Override
    public boolean begin(Choices choices) {
        int providers = choices.size();
        if (left.length < providers) {
            left = new long[providers];
            portions = new int[providers];
            room = new long[providers * names.length];
            matching = new Matching(parts.length, providers, budget);
        }
        Arrays.fill(room, UNKNOWN);
        for (int number = 0; number < names.length; number++) {
            if (!isPossible(choices, number)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean admits(Choices choices, Part part) {
        int provider = choices.chosen[part.index];
        for (int number : part.classes) {
            long sum = 0;
            for (Part each : askers[number]) {
                if (choices.chosen[each.index] == provider) {
                    sum += amountOf(each, number);
                }
            }
            if (sum > roomOf(choices, provider, number)) {
                return false;
            }
        }
        for (int number : part.classes) {
            if (!isPossible(choices, number)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the parts still open can have their portions of one class: counted in the smallest of them, so none is missed. */
    private boolean isPossible(Choices choices, int number) {
        int size = 0;
        long smallest = Long.MAX_VALUE;
        for (Part each : askers[number]) {
            if (choices.chosen[each.index] == Choices.NOBODY) {
                open[size++] = each.index;
                smallest = Math.min(smallest, amountOf(each, number));
            }
        }
        if (size == 0) {
            return true;
        }
        for (int i = 0; i < size; i++) {
            for (int option = 0; option < choices.counts[open[i]]; option++) {
                int provider = choices.options[open[i]][option];
                left[provider] = roomOf(choices, provider, number);
            }
        }
        for (Part each : askers[number]) {
            int provider = choices.chosen[each.index];
            if (provider != Choices.NOBODY) {
                left[provider] -= amountOf(each, number);
            }
        }
        for (int i = 0; i < size; i++) {
            for (int option = 0; option < choices.counts[open[i]]; option++) {
                int provider = choices.options[open[i]][option];
                portions[provider] = (int) Math.clamp(left[provider] / smallest, 0, parts.length);
            }
        }
        return matching.isPossible(open, size, choices.options, choices.counts, portions);
    }

    private long roomOf(Choices choices, int provider, int number) {
        int at = provider * names.length + number;
        if (room[at] == UNKNOWN) {
            Node node = choices.node(provider);
            Inventory inventory = node.provider().inventories().get(names[number]);
            room[at] = inventory == null
                    ? 0
                    : Math.min(inventory.capacity() - node.usedOf(names[number]), inventory.maxUnit());
        }
        return room[at];
    }
}
