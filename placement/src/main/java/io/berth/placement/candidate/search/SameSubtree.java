package io.berth.placement.candidate.search;

import io.berth.placement.index.Node;
import io.berth.placement.index.World;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code same_subtree}: of the providers of these groups one is above all the others, or is them (contract placement §8.16,
 * merge 2). Providers that serve nothing count on the way up.
 */
final class SameSubtree implements Rule {
    private final World world;
    private final Part[] parts;
    private final String name;
    private final Map<UUID, Integer> numbers = new HashMap<>();
    private final BitSet[] mayBeChosen;
    private @Nullable BitSet[] above = new BitSet[0];

    SameSubtree(World world, Part[] partsOfGroups) {
        this.world = world;
        this.parts = partsOfGroups;
        this.mayBeChosen = new BitSet[partsOfGroups.length];
        this.name = "same_subtree="
                + String.join(",", List.of(partsOfGroups).stream().map(part -> part.group.suffix()).toList());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean begin(Choices choices) {
        numbers.clear();
        above = new BitSet[choices.size()];
        for (int i = 0; i < choices.size(); i++) {
            numbers.putIfAbsent(choices.node(i).uuid(), i);
        }
        for (int i = 0; i < parts.length; i++) {
            BitSet options = new BitSet(choices.size());
            for (int option = 0; option < choices.counts[parts[i].index]; option++) {
                options.set(choices.options[parts[i].index][option]);
            }
            mayBeChosen[i] = options;
        }
        return true;
    }

    @Override
    public boolean admits(Choices choices, Part placed) {
        @Nullable BitSet tops = null;
        for (Part part : parts) {
            int provider = choices.chosen[part.index];
            if (provider != Choices.NOBODY) {
                BitSet mine = aboveOrItself(choices, provider);
                if (tops == null) {
                    tops = (BitSet) mine.clone();
                } else {
                    tops.and(mine);
                }
            }
        }
        return tops == null || hasTop(choices, tops);
    }

    /** Whether one of these is chosen, or can be. */
    private boolean hasTop(Choices choices, BitSet tops) {
        for (int i = 0; i < parts.length; i++) {
            int provider = choices.chosen[parts[i].index];
            if (provider == Choices.NOBODY ? tops.intersects(mayBeChosen[i]) : tops.get(provider)) {
                return true;
            }
        }
        return false;
    }

    private BitSet aboveOrItself(Choices choices, int provider) {
        BitSet known = above[provider];
        if (known != null) {
            return known;
        }
        BitSet found = new BitSet(choices.size());
        Optional<Node> node = Optional.of(choices.node(provider));
        while (node.isPresent()) {
            Integer number = numbers.get(node.get().uuid());
            if (number != null) {
                found.set(number);
            }
            node = node.get().provider().parent().flatMap(world::node);
        }
        above[provider] = found;
        return found;
    }
}
