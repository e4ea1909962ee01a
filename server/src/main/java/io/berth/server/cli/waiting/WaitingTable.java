package io.berth.server.cli.waiting;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.Column;
import io.berth.server.cli.remote.Screen;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Waiting leases, as people see them. */
final class WaitingTable {
    private WaitingTable() {}

    static Address all() {
        return Address.of("/berth/v1/waiting_leases");
    }

    static Address of(String id) {
        return all().below(id);
    }

    static void show(Iterable<JsonNode> entries, Screen screen) {
        screen.tableOr(
                "nobody waits",
                entries,
                Column.of("id", "/id"),
                Column.of("name", "/lease/name"),
                Column.of("status", "/status"),
                Column.of("position", "/position"),
                Column.of("expected start", "/expected_start"),
                Column.of("deadline", "/deadline"));
    }

    static void showOne(JsonNode entry, Screen screen) {
        show(List.of(entry), screen);
        if (entry.path("expected_start_unknown").isString()) {
            screen.say("");
            screen.say("expected start unknown: " + entry.path("expected_start_unknown").asString());
        }
    }
}
