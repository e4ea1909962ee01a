package io.berth.placement.candidate.explain;

import io.berth.placement.Inventory;
import io.berth.placement.candidate.explain.CandidateExplanation.Lack;
import io.berth.placement.candidate.explain.CandidateExplanation.LackOfRoom;
import io.berth.placement.candidate.explain.CandidateExplanation.Miss;
import io.berth.placement.candidate.explain.CandidateExplanation.Unmet;
import io.berth.placement.candidate.search.Wish;
import io.berth.placement.index.Node;
import io.berth.placement.index.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.roaringbitmap.RoaringBitmap;

/**
 * The providers that come nearest to what is asked of one. Looked at are those that have some of any class asked for or, where
 * none is, meet anything that is asked.
 */
final class NearestMisses {
    /** How many are told. */
    static final int MAX = 3;

    private static final Comparator<Miss> NEAREST = Comparator.<Miss>comparingInt(miss -> miss.lacks().size())
            .thenComparingDouble(NearestMisses::shortfall)
            .thenComparingInt(miss -> miss.provider().ordinal());

    private final World world;
    private final Map<String, Long> resources;
    private final List<Wish> wishes;
    private final PriorityQueue<Miss> nearest = new PriorityQueue<>(NEAREST.reversed());

    private NearestMisses(World world, Map<String, Long> resources, List<Wish> wishes) {
        this.world = world;
        this.resources = resources;
        this.wishes = wishes;
    }

    /** The nearest first. */
    static List<Miss> of(World world, Map<String, Long> resources, List<Wish> wishes) {
        NearestMisses misses = new NearestMisses(world, resources, wishes);
        misses.lookedAt().forEach((int ordinal) -> misses.look(ordinal));
        return misses.nearest.stream().sorted(NEAREST).toList();
    }

    private RoaringBitmap lookedAt() {
        return resources.keySet().stream()
                .map(world::withInventoryOf)
                .reduce((one, other) -> RoaringBitmap.or(one, other))
                .map(having -> RoaringBitmap.and(world.all(), having))
                .orElseGet(world::all);
    }

    /** Makes no list of what a provider lacks unless it will be told: of most it is too long. */
    private void look(int ordinal) {
        Node node = world.get(ordinal);
        int lacking = 0;
        double shortfall = 0;
        for (Wish wish : wishes) {
            if (!wish.isMetBy().test(ordinal)) {
                lacking++;
                shortfall = 1;
            }
        }
        boolean isMiss = !resources.isEmpty() || lacking < wishes.size();
        for (Map.Entry<String, Long> each : resources.entrySet()) {
            if (!node.fits(each.getKey(), each.getValue())) {
                lacking++;
                shortfall = Math.max(shortfall, lack(node, each.getKey(), each.getValue()).shortfall());
            }
        }
        if (isMiss && lacking > 0 && isNearer(lacking, shortfall)) {
            nearest.add(new Miss(node, resources, lacks(node)));
            if (nearest.size() > MAX) {
                nearest.remove();
            }
        }
    }

    private boolean isNearer(int lacking, double shortfall) {
        if (nearest.size() < MAX) {
            return true;
        }
        Miss farthest = nearest.element();
        int more = farthest.lacks().size() - lacking;
        return more > 0 || more == 0 && shortfall < shortfall(farthest);
    }

    private List<Lack> lacks(Node node) {
        List<Lack> lacks = new ArrayList<>();
        resources.forEach((name, wanted) -> {
            if (!node.fits(name, wanted)) {
                lacks.add(lack(node, name, wanted));
            }
        });
        for (Wish wish : wishes) {
            if (!wish.isMetBy().test(node.ordinal())) {
                lacks.add(new Unmet(wish.parameter(), wish.value()));
            }
        }
        return lacks;
    }

    private static LackOfRoom lack(Node node, String name, long wanted) {
        Inventory inventory = node.provider().inventories().get(name);
        if (inventory == null) {
            return new LackOfRoom(name, wanted, 0, 0, true);
        }
        long free = Math.max(0, inventory.capacity() - node.usedOf(name));
        return new LackOfRoom(name, wanted, free, inventory.capacity(), inventory.portions(wanted));
    }

    private static double shortfall(Miss miss) {
        return miss.lacks().stream().mapToDouble(Lack::shortfall).max().orElse(0);
    }
}
