package io.berth.placement.candidate.explain;

import io.berth.placement.candidate.CandidateQuery;
import io.berth.placement.candidate.RequestGroup;
import io.berth.placement.candidate.explain.CandidateExplanation.Relaxation;
import java.util.LinkedHashMap;
import java.util.Map;

/** A change, and the query with it. */
record Relaxed(Relaxation relaxation, CandidateQuery query) {
    /** @param parameter without the group's suffix */
    static Relaxed of(CandidateQuery query, RequestGroup changed, String parameter, String change) {
        CandidateQuery relaxed = query.withGroups(query.groups().stream()
                .map(it -> it.suffix().equals(changed.suffix()) ? changed : it)
                .toList());
        return new Relaxed(new Relaxation(parameter + changed.suffix(), change), relaxed);
    }

    /** With another amount of one class. */
    static Relaxed of(CandidateQuery query, RequestGroup group, String name, long amount) {
        Map<String, Long> resources = new LinkedHashMap<>(group.resources());
        resources.put(name, amount);
        String change = name + ":" + group.resources().get(name) + " → " + name + ":" + amount;
        return of(query, group.withResources(resources), "resources", change);
    }
}
