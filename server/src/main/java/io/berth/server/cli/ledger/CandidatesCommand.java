package io.berth.server.cli.ledger;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Where resources could be allocated, now or in a time to come. */
@Command(
        name = "candidates",
        description = {
            "Find where resources could be allocated, now or for all of a time to come.",
            "",
            "With --during, hosts that something takes whole in that time are left out. Leases count by what they have booked for "
                    + "that time; whatever else is in use now counts as if it stayed so."
        },
        footer = {
            "",
            "Example: where four CPUs will be free for the first day of 2030",
            "",
            "  berth candidates resources=VCPU:4 limit=10 --during 2030-01-01T00:00:00Z/P1D"
        })
public final class CandidatesCommand extends AskingCommand {
    @Mixin
    private PlacementQuery query = new PlacementQuery();

    @Option(
            names = "--during",
            paramLabel = "START/END",
            description = "Two times in UTC, or a time and a duration: 2030-01-01T00:00:00Z/2030-01-02T00:00:00Z, now/PT8H.")
    private Optional<String> during = Optional.empty();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        query.misfit().ifPresent(word -> {
            throw misuse("a parameter is a name and a value, as in resources=VCPU:1; this is not: " + word);
        });
        return berth.get(
                query.addTo(Address.of("/berth/v1/allocation_candidates")).with("during", during), PlacementQuery.NEWEST);
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        List<List<?>> rows = new ArrayList<>();
        int number = 0;
        for (JsonNode candidate : answer.path("allocation_requests")) {
            number++;
            for (var provider : candidate.path("allocations").properties()) {
                rows.add(List.of(number, provider.getKey(), amounts(provider.getValue().path("resources"))));
            }
        }
        screen.say(answer.path("allocation_requests").size() + " candidates");
        screen.say("");
        screen.table(List.of("candidate", "provider", "resources"), rows);
    }

    static String amounts(JsonNode resources) {
        return resources.properties().stream()
                .map(it -> it.getKey() + ":" + it.getValue().asString())
                .collect(Collectors.joining(","));
    }
}
