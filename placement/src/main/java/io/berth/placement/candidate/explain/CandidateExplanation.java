package io.berth.placement.candidate.explain;

import io.berth.base.Explanation;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.index.Node;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Why a query has candidates or none.
 *
 * @param groups one for each group, in the order in which the query names them
 * @param request what concerns the query as a whole; counted in trees, not in providers
 * @param trees how many trees have a candidate
 * @param isComplete false where the search was too long to be done: then fewer trees may be counted than there are, and a smaller
 *     relaxation than the one told may have been missed
 * @param relaxation the smallest change of the query that gives candidates, as {@link Relaxations} orders them; absent where it
 *     has some, or where no single change does
 */
public record CandidateExplanation(
        List<OfGroup> groups, Explanation request, int trees, boolean isComplete, Optional<Relaxation> relaxation) {
    public CandidateExplanation {
        groups = List.copyOf(groups);
    }

    public boolean hasCandidates() {
        return trees > 0;
    }

    /**
     * How one group narrowed, in providers. For the group without a suffix each resource class narrows by itself.
     *
     * @param misses providers that do not serve the group, or not one class of the group without a suffix, the nearest first: who
     *     lacks fewer things, and then who lacks less room; a thing that is not room counts as much as all the room
     */
    public record OfGroup(RequestGroup group, Explanation steps, List<Miss> misses) {
        public OfGroup {
            misses = List.copyOf(misses);
        }
    }

    /**
     * A provider that could serve if it did not lack something; or the root of a tree whose providers have room for all of the
     * group without a suffix, and together lack a trait.
     *
     * @param resources what it would have to give
     * @param lacks all that it lacks
     */
    public record Miss(Node provider, Map<String, Long> resources, List<Lack> lacks) {
        public Miss {
            resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
            lacks = List.copyOf(lacks);
        }
    }

    /** One thing that does not suffice. */
    public sealed interface Lack {
        /** The part of what is wanted that is missing, 0 to 1. */
        double shortfall();
    }

    /**
     * Room.
     *
     * @param capacity 0 also where the provider has nothing of the class
     * @param portions whether the amount is one that the inventory gives away at all, by its units
     */
    public record LackOfRoom(String resourceClass, long wanted, long free, long capacity, boolean portions) implements Lack {
        @Override
        public double shortfall() {
            return free >= wanted ? 0 : (double) (wanted - free) / wanted;
        }
    }

    /**
     * What else is asked of a provider, or of its root.
     *
     * @param parameter {@code required}, {@code member_of}, {@code in_tree} or {@code root_required}
     * @param value as the query would spell it: {@code CUSTOM_A}, {@code !CUSTOM_A}, {@code in:CUSTOM_A,CUSTOM_B}; sets of
     *     aggregates that must be met all by the provider or all by its root are one value, with " and " between
     */
    public record Unmet(String parameter, String value) implements Lack {
        static Unmet required(Set<String> choice) {
            return new Unmet("required", (choice.size() > 1 ? "in:" : "") + String.join(",", new TreeSet<>(choice)));
        }

        @Override
        public double shortfall() {
            return 1;
        }
    }

    /**
     * One change of the query.
     *
     * @param parameter the one to be changed: {@code resources1}
     * @param change in words: {@code VCPU:8 → VCPU:6}
     */
    public record Relaxation(String parameter, String change) {}
}
