package io.berth.placement.candidate.api;

import io.berth.base.Explanation;
import io.berth.http.Json;
import io.berth.placement.candidate.explain.CandidateExplanation;
import io.berth.placement.candidate.explain.CandidateExplanation.Lack;
import io.berth.placement.candidate.explain.CandidateExplanation.Miss;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Words an explanation. To whom may not list providers it names none: amounts and counts only. */
final class ExplanationWriter {
    private final boolean namesProviders;

    ExplanationWriter(boolean namesProviders) {
        this.namesProviders = namesProviders;
    }

    ObjectNode write(CandidateExplanation explanation) {
        ObjectNode body = Json.object();
        body.put("has_candidates", explanation.hasCandidates());
        body.put("trees_with_candidates", explanation.trees());
        body.put("is_complete", explanation.isComplete());
        ArrayNode groups = body.putArray("groups");
        for (CandidateExplanation.OfGroup group : explanation.groups()) {
            ObjectNode one = groups.addObject();
            one.put("group", group.group().suffix());
            ObjectNode resources = one.putObject("resources");
            group.group().resources().forEach(resources::put);
            steps(one.putArray("steps"), group.steps());
            ArrayNode misses = one.putArray("nearest_misses");
            group.misses().forEach(miss -> miss(misses.addObject(), miss));
        }
        steps(body.putObject("request").putArray("steps"), explanation.request());
        explanation.relaxation().ifPresentOrElse(
                it -> body.putObject("smallest_relaxation").put("parameter", it.parameter()).put("change", it.change()),
                () -> body.putNull("smallest_relaxation"));
        return body;
    }

    private static void steps(ArrayNode list, Explanation explanation) {
        for (Explanation.Step step : explanation.steps()) {
            list.addObject().put("constraint", step.constraint()).put("removed", step.removed()).put("left", step.left());
        }
    }

    private void miss(ObjectNode one, Miss miss) {
        if (namesProviders) {
            one.putObject("provider")
                    .put("uuid", miss.provider().uuid().toString())
                    .put("name", miss.provider().provider().name());
        }
        ArrayNode lacks = one.putArray("lacks");
        for (Lack lack : miss.lacks()) {
            lacks.addObject()
                    .put("resource_class", lack.resourceClass())
                    .put("wanted", lack.wanted())
                    .put("free", lack.free())
                    .put("capacity", lack.capacity())
                    .put("fits_units", lack.portions());
        }
    }
}
