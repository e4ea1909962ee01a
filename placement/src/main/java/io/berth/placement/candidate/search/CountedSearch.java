package io.berth.placement.candidate.search;

import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.index.World;
import java.util.List;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * The same search, for whoever wants to know how it narrows: each tree is asked for one candidate, first without any rule between
 * groups, then with one rule more at a time.
 *
 * @param trees roots of the trees that have a candidate
 * @param isCutShort whether a count was ended before it was done
 */
public record CountedSearch(RoaringBitmap trees, boolean isCutShort) {
    /** Counts for the tally, in the order in which constraints are applied. */
    public static CountedSearch of(World world, CandidateQuery query, Tally tally) {
        Plan plan = Planner.plan(world, query, tally);
        Budget budget = new Budget(Budget.STEPS_MAX);
        List<Rule> rules = plan.rules(budget);
        Narrowing left = new Narrowing(Tally.REQUEST, plan.anchors, tally);
        for (int held = 0; held <= rules.size(); held++) {
            TreeSearch search = new TreeSearch(plan, rules.subList(0, held), ChoiceOrder.STABLE, budget);
            RoaringBitmap having = new RoaringBitmap();
            IntIterator each = left.left().getIntIterator();
            while (each.hasNext()) {
                int root = each.next();
                if (search.begin(world.get(root)) && search.advance()) {
                    having.add(root);
                } else if (held == 1 && rules.getFirst() instanceof TraitUnion union) {
                    tally.unbrought(world.get(root), union.unbrought());
                }
            }
            String name = held == 0 ? "a provider with room for every group" : rules.get(held - 1).name();
            left.become(having, () -> name);
        }
        return new CountedSearch(left.left(), budget.isSpent());
    }
}
