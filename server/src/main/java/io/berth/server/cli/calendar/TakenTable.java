package io.berth.server.cli.calendar;

import io.berth.server.cli.remote.Column;
import io.berth.server.cli.remote.Screen;
import tools.jackson.databind.JsonNode;

/** The times at which something is taken, and for whom, as far as that is told. */
final class TakenTable {
    private TakenTable() {}

    /** @param what has the calendar, in words */
    static void show(String what, JsonNode answer, Screen screen) {
        screen.say(what + ", from " + answer.path("start").asString() + " to " + answer.path("end").asString());
        screen.say("");
        screen.tableOr(
                "free all the time",
                answer.path("taken"),
                Column.of("start", "/start"),
                Column.of("end", "/end"),
                new Column("kind", it -> it.path("kind").asString() + (it.path("shared").asBoolean() ? " (a share)" : "")),
                Column.of("lease", "/lease/name"),
                Column.of("id", "/lease/id"),
                Column.of("project", "/lease/project_id"));
    }
}
