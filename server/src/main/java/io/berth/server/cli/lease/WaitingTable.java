package io.berth.server.cli.lease;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.Screen;
import java.util.ArrayList;
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
        List<List<?>> rows = new ArrayList<>();
        for (JsonNode it : entries) {
            rows.add(List.of(
                    it.path("id"),
                    it.at("/lease/name"),
                    it.path("status"),
                    it.path("position"),
                    it.path("expected_start"),
                    it.path("deadline")));
        }
        screen.table(List.of("id", "name", "status", "position", "expected start", "deadline"), rows);
    }

    static void showOne(JsonNode entry, Screen screen) {
        show(List.of(entry), screen);
        if (entry.path("expected_start_unknown").isString()) {
            screen.say("");
            screen.say("expected start unknown: " + entry.path("expected_start_unknown").asString());
        }
    }
}
