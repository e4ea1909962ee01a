package io.berth.server.cli.calendar;

import io.berth.server.cli.remote.Screen;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The times at which something is taken, and for whom, as far as that is told. */
final class TakenTable {
    private TakenTable() {}

    /** @param what has the calendar, in words */
    static void show(String what, JsonNode answer, Screen screen) {
        screen.say(what + ", from " + answer.path("start").asString() + " to " + answer.path("end").asString());
        screen.say("");
        if (answer.path("taken").isEmpty()) {
            screen.say("free all the time");
            return;
        }
        List<List<?>> rows = new ArrayList<>();
        answer.path("taken").forEach(it -> rows.add(List.of(
                it.path("start"),
                it.path("end"),
                it.path("kind").asString() + (it.path("shared").asBoolean() ? " (a share)" : ""),
                it.at("/lease/name"),
                it.at("/lease/id"),
                it.at("/lease/project_id"))));
        screen.table(List.of("start", "end", "kind", "lease", "id", "project"), rows);
    }
}
