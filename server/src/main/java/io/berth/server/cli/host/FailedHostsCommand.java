package io.berth.server.cli.host;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.Column;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** The hosts that have failed. */
@Command(
        name = "failed",
        description = {"List the hosts that have failed: since when, who said so, and why."},
        footer = {"", "Example:", "", "  berth host failed --os-cloud berth"})
final class FailedHostsCommand extends AskingCommand {
    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.get(Address.of("/berth/v1/failed_hosts"));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        screen.tableOr(
                "all hosts are healthy",
                answer.path("hosts"),
                Column.of("id", "/host/id"),
                Column.of("host", "/host/name"),
                Column.of("since", "/since"),
                Column.of("source", "/source"),
                Column.of("reason", "/reason"));
    }
}
