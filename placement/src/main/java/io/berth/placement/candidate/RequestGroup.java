package io.berth.placement.candidate;

import io.berth.placement.filter.AggregateFilter;
import io.berth.placement.filter.TraitFilter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What is asked for together. A group with a suffix is served by one provider; the one without may be served by several of
 * one tree and those that share with it.
 *
 * @param suffix what its parameters end with; empty for the group without one
 * @param resources amounts by resource class, in the order given; empty for a group that only names a provider
 * @param tree a provider whose tree it must be served from, or none where that is spelled as none is stored; absent for any
 */
public record RequestGroup(
        String suffix,
        Map<String, Long> resources,
        TraitFilter traits,
        AggregateFilter aggregates,
        Optional<Set<UUID>> tree) {
    public RequestGroup {
        resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
    }

    public static RequestGroup of(String suffix) {
        return new RequestGroup(suffix, Map.of(), TraitFilter.NONE, AggregateFilter.NONE, Optional.empty());
    }

    public RequestGroup withResources(Map<String, Long> wanted) {
        return new RequestGroup(suffix, wanted, traits, aggregates, tree);
    }

    public RequestGroup withTraits(TraitFilter wanted) {
        return new RequestGroup(suffix, resources, wanted, aggregates, tree);
    }

    public RequestGroup withAggregates(AggregateFilter wanted) {
        return new RequestGroup(suffix, resources, traits, wanted, tree);
    }

    public RequestGroup withTree(Optional<Set<UUID>> wanted) {
        return new RequestGroup(suffix, resources, traits, aggregates, wanted);
    }

    public boolean hasSuffix() {
        return !suffix.isEmpty();
    }

    public boolean hasResources() {
        return !resources.isEmpty();
    }
}
