package io.berth.placement.candidate.search;

import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.index.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;

/** One way to allocate all that was asked for: which provider serves which part of it. */
public final class Candidate {
    private final Part[] parts;
    private final Node[] providers;

    /** @param providers that of each part */
    Candidate(Part[] parts, Node[] providers) {
        this.parts = parts;
        this.providers = providers;
    }

    /** What is taken, by provider. */
    public List<Share> shares() {
        SequencedMap<Integer, Share.Sum> sums = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i++) {
            Part part = parts[i];
            if (part.hasResources()) {
                Share.Sum sum = sums.computeIfAbsent(providers[i].ordinal(), any -> new Share.Sum(providers[part.index]));
                for (int each = 0; each < part.names.length; each++) {
                    sum.add(part.names[each], part.amounts[each]);
                }
            }
        }
        List<Share> shares = new ArrayList<>(sums.size());
        sums.values().forEach(sum -> shares.add(sum.share()));
        return shares;
    }

    /** Which providers serve which group, by its suffix; each provider once. */
    public Map<String, SequencedSet<Node>> mappings() {
        Map<String, SequencedSet<Node>> mappings = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i++) {
            RequestGroup group = parts[i].group;
            mappings.computeIfAbsent(group.suffix(), any -> new LinkedHashSet<>()).add(providers[i]);
        }
        return mappings;
    }

    /** Whether all its providers share, so that it can be found in several trees. */
    boolean isOnlyShared() {
        for (Node provider : providers) {
            if (!provider.provider().traits().contains(Sharer.TRAIT)) {
                return false;
            }
        }
        return true;
    }

    /** The providers, by part: the same ones for two candidates that are the same. */
    List<Integer> ordinals() {
        List<Integer> ordinals = new ArrayList<>(providers.length);
        for (Node provider : providers) {
            ordinals.add(provider.ordinal());
        }
        return ordinals;
    }
}
