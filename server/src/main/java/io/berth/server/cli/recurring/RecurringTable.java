package io.berth.server.cli.recurring;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.Column;
import io.berth.server.cli.remote.Screen;
import tools.jackson.databind.JsonNode;

/** Recurring leases, as people see them. */
final class RecurringTable {
    private RecurringTable() {}

    static Address all() {
        return Address.of("/berth/v1/recurring_leases");
    }

    static Address of(String id) {
        return all().below(id);
    }

    static void show(Iterable<JsonNode> recurring, Screen screen) {
        screen.tableOr(
                "no recurring leases",
                recurring,
                Column.of("id", "/id"),
                Column.of("name", "/lease/name"),
                Column.of("rule", "/rrule"),
                Column.of("time zone", "/time_zone"),
                new Column("booked", RecurringTable::booked),
                new Column("of", it -> it.path("occurrences").size()));
    }

    private static long booked(JsonNode recurring) {
        return recurring.path("occurrences").valueStream().filter(it -> !it.path("lease_id").isNull()).count();
    }

    static void occurrences(JsonNode occurrences, Screen screen) {
        screen.table(
                occurrences,
                Column.of("start", "/start"),
                Column.of("end", "/end"),
                Column.of("lease", "/lease_id"),
                Column.of("status", "/lease_status"),
                Column.of("why not", "/refusal/message"));
    }
}
