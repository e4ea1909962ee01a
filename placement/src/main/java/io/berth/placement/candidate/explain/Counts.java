package io.berth.placement.candidate.explain;

import io.berth.base.Explanation;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.candidate.explain.CandidateExplanation.Miss;
import io.berth.placement.candidate.search.Tally;
import io.berth.placement.candidate.search.Wish;
import io.berth.placement.index.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** Keeps what a search tells while it narrows. */
final class Counts implements Tally {
    private final World world;
    private final Map<String, Explanation> steps = new LinkedHashMap<>();
    private final Map<String, List<Miss>> misses = new LinkedHashMap<>();
    private final List<Asked> asked = new ArrayList<>();

    Counts(World world) {
        this.world = world;
    }

    /**
     * A group or, of that without a suffix, one class.
     *
     * @param providers those that meet all that is asked but, maybe, the amounts
     * @param isServed whether any of them has room
     */
    record Asked(RequestGroup group, Map<String, Long> resources, RoaringBitmap providers, boolean isServed) {}

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
    public void roomJudged(
            RequestGroup group, Map<String, Long> resources, RoaringBitmap meeting, RoaringBitmap fitting) {
        asked.add(new Asked(group, resources, meeting, !fitting.isEmpty()));
    }

    @Override
    public void asked(RequestGroup group, Map<String, Long> resources, List<Wish> wishes) {
        misses.computeIfAbsent(group.suffix(), any -> new ArrayList<>()).addAll(NearestMisses.of(world, resources, wishes));
    }

    Explanation steps(String scope) {
        return steps.getOrDefault(scope, Explanation.NONE);
    }

    List<Miss> misses(String suffix) {
        return misses.getOrDefault(suffix, List.of());
    }

    List<Asked> asked() {
        return asked;
    }
}
