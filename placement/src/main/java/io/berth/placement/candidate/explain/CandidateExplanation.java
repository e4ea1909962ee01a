package io.berth.placement.candidate.explain;

import io.berth.base.Explanation;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.index.Node;
import java.util.List;
import java.util.Optional;

/**
 * Why a query has candidates or none.
 *
 * @param groups one for each group, in the order in which the query names them
 * @param request what concerns the query as a whole; counted in trees, not in providers
 * @param trees how many trees have a candidate
 * @param isComplete false where the search was too long to be done: then fewer trees may be counted than there are
 * @param relaxation the least change of the query that gives candidates; absent where it has some, or where no single change does
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
     * @param misses providers that only lack room, the nearest first
     */
    public record OfGroup(RequestGroup group, Explanation steps, List<Miss> misses) {
        public OfGroup {
            misses = List.copyOf(misses);
        }
    }

    /** A provider that meets all but the amounts. */
    public record Miss(Node provider, List<Lack> lacks) {
        public Miss {
            lacks = List.copyOf(lacks);
        }
    }

    /**
     * What of it does not suffice.
     *
     * @param portions whether the amount is one that the inventory gives away at all, by its units
     */
    public record Lack(String resourceClass, long wanted, long free, long capacity, boolean portions) {}

    /**
     * One change of the query.
     *
     * @param parameter the one to be changed: {@code resources1}
     * @param change in words: {@code VCPU:8 → VCPU:6}
     */
    public record Relaxation(String parameter, String change) {}
}
