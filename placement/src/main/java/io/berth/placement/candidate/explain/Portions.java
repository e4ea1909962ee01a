package io.berth.placement.candidate.explain;

import io.berth.placement.Inventory;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.candidate.explain.Counts.Asked;
import io.berth.placement.index.Node;
import io.berth.placement.index.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which amounts of a class some providers could each give, where the class is asked for together with others: multiples of one
 * step, from one least amount up to what there is room for. Among providers that agree in step and least amount, what can be had
 * of an amount can be had of every smaller portion.
 */
record Portions(RequestGroup group, String name, Unit unit, List<Giver> givers) {
    /** How an inventory gives its class away. */
    record Unit(long least, long step) {
        static Unit of(Inventory inventory) {
            long step = inventory.stepSize();
            return new Unit(Math.ceilDiv(inventory.minUnit(), step) * step, step);
        }
    }

    /** @param most its largest portion, used or reserved room aside; below the least one where it has none */
    private record Giver(int ordinal, long most) {}

    /** By unit; those who could give the most first. */
    static List<Portions> of(World world, Asked asked, String name) {
        Map<Unit, List<Giver>> byUnit = new LinkedHashMap<>();
        asked.providers().forEach((int ordinal) -> {
            Node node = world.get(ordinal);
            Inventory inventory = node.provider().inventories().get(name);
            if (inventory != null && fitsOthers(node, asked.resources(), name)) {
                long most = Math.min(inventory.maxUnit(), inventory.capacity() - node.usedOf(name));
                byUnit.computeIfAbsent(Unit.of(inventory), any -> new ArrayList<>())
                        .add(new Giver(ordinal, most - Math.floorMod(most, inventory.stepSize())));
            }
        });
        return byUnit.entrySet().stream()
                .map(each -> new Portions(asked.group(), name, each.getKey(), each.getValue()))
                .sorted(Comparator.comparingLong(Portions::most).reversed())
                .toList();
    }

    private static boolean fitsOthers(Node node, Map<String, Long> resources, String name) {
        for (Map.Entry<String, Long> each : resources.entrySet()) {
            if (!each.getKey().equals(name) && !node.fits(each.getKey(), each.getValue())) {
                return false;
            }
        }
        return true;
    }

    long wanted() {
        return group.resources().getOrDefault(name, 0L);
    }

    /** The most that any of them could give. */
    long most() {
        long most = 0;
        for (Giver giver : givers) {
            most = Math.max(most, giver.most());
        }
        return most;
    }

    /** Those who could give so much. */
    RoaringBitmap giving(long amount) {
        RoaringBitmap giving = new RoaringBitmap();
        for (Giver giver : givers) {
            if (giver.most() >= amount) {
                giving.add(giver.ordinal());
            }
        }
        return giving;
    }

    /** The smallest portion that is so much or more; as it is where nobody gives so much. */
    long atLeast(long amount) {
        return amount > Inventory.AMOUNT_MAX
                ? amount
                : Math.max(unit.least(), Math.ceilDiv(amount, unit.step()) * unit.step());
    }

    /** The largest multiple of the step that is less than this. */
    long below(long amount) {
        return Math.floorDiv(amount - 1, unit.step()) * unit.step();
    }
}
