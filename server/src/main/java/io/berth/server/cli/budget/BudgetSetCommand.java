package io.berth.server.cli.budget;

import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Gives a project a budget. */
@Command(
        name = "set",
        description = {
            "Set a project's budget, in place of any other. What is not given is not limited.",
            "",
            "What the project has booked stays, though it be more; from then on it can get no more than the budget allows."
        },
        footer = {
            "",
            "Example: four hosts at a time, 500 host-hours a month, leases of a week",
            "",
            "  berth budget set 4f0c1d2e3b5a49c8a7d6e5f4c3b2a190 --max-hosts 4 --max-host-hours 500 --max-lease-hours 168"
        })
final class BudgetSetCommand extends AskingCommand {
    @Parameters(paramLabel = "PROJECT", description = "The project's id.")
    private String project = "";

    @Option(names = "--max-hosts", paramLabel = "N", description = "Whole hosts at one time.")
    private Optional<Integer> hosts = Optional.empty();

    @Option(names = "--max-host-hours", paramLabel = "N", description = "Whole hosts times hours in each period.")
    private Optional<Integer> hostHours = Optional.empty();

    @Option(names = "--period", paramLabel = "PERIOD", description = "day, week or month, in UTC. Default: month.")
    private Optional<String> period = Optional.empty();

    @Option(names = "--max-lease-hours", paramLabel = "N", description = "From a lease's start to its end.")
    private Optional<Integer> leaseHours = Optional.empty();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        Map<String, Object> body = new LinkedHashMap<>();
        hosts.ifPresent(it -> body.put("max_hosts", it));
        hostHours.ifPresent(it -> body.put("max_host_hours", it));
        period.ifPresent(it -> body.put("period", it));
        leaseHours.ifPresent(it -> body.put("max_lease_hours", it));
        return berth.put(BudgetTable.of(project), body);
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        BudgetTable.show(List.of(answer.path("budget")), screen);
    }
}
