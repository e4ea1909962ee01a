package io.berth.placement.candidate.search;

import io.berth.placement.index.Node;

/** For clients that do not know trees: resources come from at most one provider of each tree (contract placement §8.16, below 1.29). */
final class OneOfTree implements Rule {
    private final Part[] parts;

    OneOfTree(Part[] parts) {
        this.parts = parts;
    }

    @Override
    public String name() {
        return "one provider of a tree";
    }

    @Override
    public boolean begin(Choices choices) {
        return true;
    }

    @Override
    public boolean admits(Choices choices, Part part) {
        int chosen = choices.chosen[part.index];
        Node node = choices.node(chosen);
        for (Part other : parts) {
            int another = choices.chosen[other.index];
            if (another != Choices.NOBODY
                    && another != chosen
                    && choices.node(another).provider().root().equals(node.provider().root())) {
                return false;
            }
        }
        return true;
    }
}
