package io.berth.server.cli.ledger;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Why a query of placement's has candidates or none. */
@Command(
        name = "explain",
        description = {
            "Tell why a query for allocation candidates has some or none.",
            "",
            "Shows how many providers each constraint removed, which came near, and the smallest change that would give some."
        },
        footer = {
            "",
            "Example: the same query that a client sent to GET /placement/allocation_candidates",
            "",
            "  berth explain resources=VCPU:1,MEMORY_MB:512 required=HW_CPU_X86_AVX2",
            "  berth explain 'resources=VCPU:1&required=HW_CPU_X86_AVX2'"
        })
public final class ExplainCommand extends AskingCommand {
    @Mixin
    private PlacementQuery query = new PlacementQuery();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        query.misfit().ifPresent(word -> {
            throw misuse("a parameter is a name and a value, as in resources=VCPU:1; this is not: " + word);
        });
        return berth.get(query.addTo(Address.of("/berth/v1/allocation_candidates/explain")), PlacementQuery.NEWEST);
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        screen.say(answer.path("has_candidates").asBoolean()
                ? answer.path("trees_with_candidates").asInt() + " trees of providers have candidates"
                : "there are no candidates");
        answer.path("groups").forEach(group -> show(group, group.path("group").asString(), screen));
        if (!answer.at("/request/steps").isEmpty()) {
            screen.say("");
            screen.say("all groups together");
            screen.steps(answer.at("/request/steps"));
        }
        JsonNode relaxation = answer.path("smallest_relaxation");
        if (relaxation.isObject()) {
            screen.say("");
            screen.say("the smallest change that gives some: " + relaxation.path("parameter").asString() + ": "
                    + relaxation.path("change").asString());
        }
    }

    private static void show(JsonNode group, String suffix, Screen screen) {
        String wanted = CandidatesCommand.amounts(group.path("resources"));
        screen.say("");
        screen.say((suffix.isEmpty() ? "the group without a suffix" : "group " + suffix) + (wanted.isEmpty() ? "" : ", " + wanted));
        screen.steps(group.path("steps"));
        if (!group.path("nearest_misses").isEmpty()) {
            List<List<?>> rows = new ArrayList<>();
            group.path("nearest_misses").forEach(
                    miss -> miss.path("lacks").forEach(lack -> rows.add(row(miss.at("/provider/name"), lack))));
            screen.say("nearest misses");
            screen.table(List.of("provider", "lacks", "wanted", "free", "capacity"), rows);
        }
    }

    private static List<?> row(JsonNode provider, JsonNode lack) {
        return lack.has("parameter")
                ? List.of(provider, lack.path("parameter"), lack.path("value"), "", "")
                : List.of(
                        provider, lack.path("resource_class"), lack.path("wanted"), lack.path("free"), lack.path("capacity"));
    }
}
