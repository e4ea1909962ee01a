package io.berth.server.cli.maintenance;

import io.berth.server.cli.remote.Screen;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Leases that leave hosts, and where they go. */
public final class MoveTable {
    private MoveTable() {}

    /** Nothing where there are none. */
    public static void show(String heading, JsonNode moves, Screen screen) {
        if (moves.isEmpty()) {
            return;
        }
        List<List<?>> rows = new ArrayList<>();
        moves.forEach(it -> rows.add(List.of(
                it.at("/lease/name"), it.at("/lease/id"), it.at("/lease/project_id"), it.at("/lease/status"), it.at("/from/name"),
                it.at("/to/name"), it.path("why"))));
        screen.say("");
        screen.say(heading);
        screen.say("");
        screen.table(List.of("lease", "id", "project", "status", "from", "to", "why"), rows);
    }
}
