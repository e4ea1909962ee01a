package io.berth.placement.candidate.search;

import io.berth.placement.index.Node;
import io.berth.placement.index.World;
import java.util.Arrays;
import java.util.List;

/**
 * One tree as the search sees it: who may serve each part, and who was chosen so far. Providers have numbers here: those of
 * the tree by their place in it, then the sharers by theirs in the plan.
 */
final class Choices {
    static final int NOBODY = -1;

    /** By part: the numbers of providers that may serve it, the first {@link #counts} of them. */
    final int[][] options;
    final int[] counts;
    /** By part: the number of the provider chosen, or {@link #NOBODY}. */
    final int[] chosen;

    private final Plan plan;
    private final ChoiceOrder order;
    private final World world;
    private final Node[] sharers;
    private Node[] nodes = new Node[0];
    private int[] tree = new int[1];
    private int treeSize;
    private final boolean[] isReached;
    private final int[] reached;
    private int reachedSize;

    Choices(Plan plan, ChoiceOrder order) {
        this.plan = plan;
        this.order = order;
        this.world = plan.world;
        this.options = new int[plan.parts.length][4];
        this.counts = new int[plan.parts.length];
        this.chosen = new int[plan.parts.length];
        this.sharers = plan.sharers.stream().map(Sharer::node).toArray(Node[]::new);
        this.isReached = new boolean[sharers.length];
        this.reached = new int[sharers.length];
    }

    /** How many numbers there are. */
    int size() {
        return treeSize + sharers.length;
    }

    Node node(int number) {
        return number < treeSize ? nodes[number] : sharers[number - treeSize];
    }

    /** Turns to the tree of this root; false where some part has nobody to serve it. */
    boolean begin(Node root) {
        readTree(root);
        findSharers(root);
        Arrays.fill(chosen, NOBODY);
        for (Part part : plan.parts) {
            if (!findOptions(part, root.ordinal())) {
                return false;
            }
        }
        return true;
    }

    private void readTree(Node root) {
        List<Integer> ordinals = root.tree();
        treeSize = Math.max(1, ordinals.size());
        if (tree.length < treeSize || nodes.length < treeSize) {
            tree = new int[treeSize];
            nodes = new Node[treeSize];
        }
        tree[0] = root.ordinal();
        nodes[0] = root;
        for (int i = 1; i < treeSize; i++) {
            tree[i] = ordinals.get(i);
            nodes[i] = world.get(tree[i]);
        }
    }

    /** Those that share an aggregate with any provider of the tree; not the tree's own. */
    private void findSharers(Node root) {
        reachedSize = 0;
        if (sharers.length == 0) {
            return;
        }
        Arrays.fill(isReached, false);
        for (int i = 0; i < treeSize; i++) {
            for (String aggregate : nodes[i].provider().aggregates()) {
                for (int sharer : plan.sharersOf(aggregate)) {
                    if (!isReached[sharer] && plan.sharers.get(sharer).root() != root.ordinal()) {
                        isReached[sharer] = true;
                        reached[reachedSize++] = sharer;
                    }
                }
            }
        }
    }

    private boolean findOptions(Part part, int root) {
        counts[part.index] = 0;
        for (int i = 0; i < treeSize; i++) {
            if (part.mayServe(tree[i], root) && part.fits(nodes[i])) {
                add(part.index, i);
            }
        }
        for (int i = 0; i < reachedSize; i++) {
            if (part.sharers[reached[i]]) {
                add(part.index, treeSize + reached[i]);
            }
        }
        order.arrange(options[part.index], counts[part.index]);
        return counts[part.index] > 0;
    }

    private void add(int part, int number) {
        int[] mine = options[part];
        if (counts[part] == mine.length) {
            mine = Arrays.copyOf(mine, 2 * mine.length);
            options[part] = mine;
        }
        mine[counts[part]++] = number;
    }

    Candidate candidate() {
        Node[] providers = new Node[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            providers[i] = node(chosen[i]);
        }
        return new Candidate(plan.parts, providers);
    }
}
