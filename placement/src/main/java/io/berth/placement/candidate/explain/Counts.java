package io.berth.placement.candidate.explain;

import io.berth.base.Explanation;
import io.berth.placement.Inventory;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.candidate.explain.CandidateExplanation.Lack;
import io.berth.placement.candidate.explain.CandidateExplanation.Miss;
import io.berth.placement.candidate.search.Tally;
import io.berth.placement.index.Node;
import io.berth.placement.index.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.roaringbitmap.RoaringBitmap;

/** Keeps what a search tells while it narrows. */
final class Counts implements Tally {
    /** How many providers that came near are told of a group. */
    static final int MISSES_MAX = 3;

    private static final Comparator<Miss> NEAREST =
            Comparator.<Miss>comparingInt(miss -> miss.lacks().size()).thenComparingDouble(Counts::shortfall);

    private final World world;
    private final Map<String, Explanation> steps = new LinkedHashMap<>();
    private final Map<String, List<Miss>> misses = new LinkedHashMap<>();

    Counts(World world) {
        this.world = world;
    }

    @Override
    public boolean isWanted() {
        return true;
    }

    @Override
    public void step(String scope, String constraint, RoaringBitmap before, RoaringBitmap after) {
        int left = after.getCardinality();
        Explanation so = steps.getOrDefault(scope, Explanation.NONE);
        steps.put(scope, so.plus(constraint, before.getCardinality() - left, left));
    }

    @Override
    public void beforeRoom(RequestGroup group, Map<String, Long> resources, RoaringBitmap providers) {
        PriorityQueue<Miss> nearest = new PriorityQueue<>(NEAREST.reversed());
        providers.forEach((int ordinal) -> {
            Miss miss = new Miss(world.get(ordinal), lacks(world.get(ordinal), resources));
            if (!miss.lacks().isEmpty()) {
                nearest.add(miss);
                if (nearest.size() > MISSES_MAX) {
                    nearest.remove();
                }
            }
        });
        misses.computeIfAbsent(group.suffix(), any -> new ArrayList<>()).addAll(nearest.stream().sorted(NEAREST).toList());
    }

    private static List<Lack> lacks(Node node, Map<String, Long> resources) {
        List<Lack> lacks = new ArrayList<>();
        resources.forEach((name, wanted) -> {
            Inventory inventory = node.provider().inventories().get(name);
            if (inventory != null && !node.fits(name, wanted)) {
                long free = Math.max(0, inventory.capacity() - node.usedOf(name));
                lacks.add(new Lack(name, wanted, free, inventory.capacity(), inventory.portions(wanted)));
            }
        });
        return lacks;
    }

    /** The part of what is wanted that is missing, where it misses most. */
    private static double shortfall(Miss miss) {
        return miss.lacks().stream()
                .mapToDouble(lack -> (double) (lack.wanted() - lack.free()) / lack.wanted())
                .max()
                .orElse(0);
    }

    Explanation steps(String scope) {
        return steps.getOrDefault(scope, Explanation.NONE);
    }

    List<Miss> misses(String suffix) {
        return misses.getOrDefault(suffix, List.of());
    }
}
