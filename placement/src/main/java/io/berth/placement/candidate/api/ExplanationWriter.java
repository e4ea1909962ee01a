package io.berth.placement.candidate.api;

import io.berth.base.Explanation;
import io.berth.http.Json;
import io.berth.placement.candidate.explain.CandidateExplanation;
import io.berth.placement.candidate.explain.CandidateExplanation.Lack;
import io.berth.placement.candidate.explain.CandidateExplanation.LackOfRoom;
import io.berth.placement.candidate.explain.CandidateExplanation.Miss;
import io.berth.placement.candidate.explain.CandidateExplanation.Unmet;
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
        ObjectNode resources = one.putObject("resources");
        miss.resources().forEach(resources::put);
        ArrayNode lacks = one.putArray("lacks");
        miss.lacks().forEach(lack -> lack(lacks.addObject(), lack));
    }

    private static void lack(ObjectNode one, Lack lack) {
        switch (lack) {
            case LackOfRoom room ->
                one.put("resource_class", room.resourceClass())
                        .put("wanted", room.wanted())
                        .put("free", room.free())
                        .put("capacity", room.capacity())
                        .put("fits_units", room.portions());
            case Unmet unmet -> one.put("parameter", unmet.parameter()).put("value", unmet.value());
        }
    }
}
