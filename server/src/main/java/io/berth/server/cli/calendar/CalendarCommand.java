package io.berth.server.cli.calendar;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** When a host is taken. */
@Command(
        name = "calendar",
        description = {
            "Show when a host is taken, and by what.",
            "",
            "For whom it is taken is told to administrators, and to everyone about leases of their own project."
        },
        footer = {"", "Example: the year 2030 of host 1", "", "  berth calendar 1 --start 2030-01-01T00:00:00Z --end 2031-01-01T00:00:00Z"})
public final class CalendarCommand extends AskingCommand {
    @Parameters(paramLabel = "HOST", description = "The host's number or name.")
    private String host = "";

    @Mixin
    private WindowOptions window = new WindowOptions();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        return berth.get(window.on(Address.of("/berth/v1/hosts").below(host).below("calendar")));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        TakenTable.show("host " + answer.at("/host/id").asString() + ", " + answer.at("/host/name").asString(), answer, screen);
    }
}
