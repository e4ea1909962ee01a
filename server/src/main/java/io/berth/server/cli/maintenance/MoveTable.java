package io.berth.server.cli.maintenance;

import io.berth.server.cli.remote.Column;
import io.berth.server.cli.remote.Screen;
import tools.jackson.databind.JsonNode;

/** Leases that leave hosts, and where they go. */
public final class MoveTable {
    private MoveTable() {}

    /** Nothing where there are none. */
    public static void show(String heading, JsonNode moves, Screen screen) {
        if (moves.isEmpty()) {
            return;
        }
        screen.say("");
        screen.say(heading);
        screen.say("");
        screen.table(
                moves,
                Column.of("lease", "/lease/name"),
                Column.of("id", "/lease/id"),
                Column.of("project", "/lease/project_id"),
                Column.of("status", "/lease/status"),
                Column.of("from", "/from/name"),
                Column.of("to", "/to/name"),
                Column.of("why", "/why"));
    }
}
