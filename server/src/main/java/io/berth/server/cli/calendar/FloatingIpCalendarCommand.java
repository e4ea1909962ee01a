package io.berth.server.cli.calendar;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.AskingCommand;
import io.berth.server.cli.remote.RunningBerth;
import io.berth.server.cli.remote.Screen;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** When an address is taken. */
@Command(
        name = "calendar",
        description = {
            "Show when an address is taken, and by which lease.",
            "",
            "For whom it is taken is told to administrators, and to everyone about leases of their own project."
        },
        footer = {"", "Example:", "", "  berth floatingip calendar 172.24.4.200 --start 2030-01-01T00:00:00Z --end 2031-01-01T00:00:00Z"})
final class FloatingIpCalendarCommand extends AskingCommand {
    @Parameters(paramLabel = "ADDRESS", description = "The address, or its id where several networks have it.")
    private String address = "";

    @Mixin
    private WindowOptions window = new WindowOptions();

    @Override
    protected JsonNode ask(RunningBerth berth) {
        List<String> ids = berth.get(Address.of("/reservation/v1/floatingips")).path("floatingips").valueStream()
                .filter(it -> it.path("floating_ip_address").asString().equals(address))
                .map(it -> it.path("id").asString())
                .toList();
        if (ids.size() > 1) {
            throw misuse("several networks have " + address + ": say which, by its id: " + String.join(", ", ids));
        }
        String id = ids.isEmpty() ? address : ids.getFirst();
        return berth.get(window.on(Address.of("/berth/v1/floatingips").below(id).below("calendar")));
    }

    @Override
    protected void show(JsonNode answer, Screen screen) {
        TakenTable.show(
                "address " + answer.at("/floatingip/floating_ip_address").asString() + " of network "
                        + answer.at("/floatingip/floating_network_id").asString(),
                answer,
                screen);
    }
}
