package io.berth.server.cli.maintenance;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.Column;
import io.berth.server.cli.remote.Screen;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Maintenances, where they are found and how they are shown. */
final class MaintenanceTable {
    private MaintenanceTable() {}

    static Address all() {
        return Address.of("/berth/v1/maintenance");
    }

    static Address of(String id) {
        return all().below(id);
    }

    static void show(Iterable<JsonNode> maintenances, Screen screen) {
        screen.tableOr(
                "no host is closed, nor will be",
                maintenances,
                Column.of("id", "/id"),
                Column.of("kind", "/kind"),
                Column.of("status", "/status"),
                Column.of("start", "/start"),
                Column.of("end", "/end"),
                new Column("hosts", it -> hosts(it.path("hosts"))),
                Column.of("reason", "/reason"));
    }

    private static String hosts(JsonNode hosts) {
        return String.join(",", hosts.valueStream().map(host -> host.path("name").asString()).toList());
    }

    /** What was done, or would be, with what becomes of leases. */
    static void showOutcome(JsonNode answer, Screen screen) {
        if (answer.has("why")) {
            screen.say("it is not possible: " + answer.path("why").asString());
        } else if (answer.path("dry_run").asBoolean()) {
            screen.say("it is possible");
        } else {
            show(List.of(answer.path("maintenance")), screen);
        }
        MoveTable.show("leases that move and notice nothing", answer.path("moves"), screen);
        MoveTable.show("leases that break", answer.path("breaks"), screen);
    }
}
