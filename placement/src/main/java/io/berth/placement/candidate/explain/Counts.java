package io.berth.placement.candidate.explain;

import io.berth.base.Explanation;
import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.candidate.explain.CandidateExplanation.Lack;
import io.berth.placement.candidate.explain.CandidateExplanation.Miss;
import io.berth.placement.candidate.explain.CandidateExplanation.Unmet;
import io.berth.placement.candidate.search.Tally;
import io.berth.placement.candidate.search.Wish;
import io.berth.placement.index.Node;
import io.berth.placement.index.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** Keeps what a search tells while it narrows. */
final class Counts implements Tally {
    private final World world;
    private final CandidateQuery query;
    private final Map<String, Explanation> steps = new LinkedHashMap<>();
    private final Map<String, List<Miss>> misses = new LinkedHashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    /** Those of which only the traits that providers of a tree must have together are missing. */
    private final List<Miss> trees = new ArrayList<>();

    Counts(World world, CandidateQuery query) {
        this.world = world;
        this.query = query;
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

    /** The tree is named by its root. */
    @Override
    public void unbrought(Node root, List<Integer> sets) {
        RequestGroup group = query.groups().stream().filter(it -> !it.hasSuffix()).findFirst().orElseThrow();
        List<Lack> lacks = new ArrayList<>();
        sets.forEach(set -> lacks.add(Unmet.required(group.traits().anyOf().get(set))));
        if (lacks.isEmpty()) {
            return;
        }
        trees.add(new Miss(root, group.resources(), lacks));
        trees.sort(Comparator.comparingInt(it -> it.lacks().size()));
        if (trees.size() > NearestMisses.MAX) {
            trees.removeLast();
        }
    }

    Explanation steps(String scope) {
        return steps.getOrDefault(scope, Explanation.NONE);
    }

    List<Miss> misses(String suffix) {
        List<Miss> all = new ArrayList<>(misses.getOrDefault(suffix, List.of()));
        if (suffix.isEmpty()) {
            all.addAll(trees);
        }
        return all;
    }

    List<Asked> asked() {
        return asked;
    }
}
