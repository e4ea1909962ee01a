package io.berth.server.cli.lease;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.Screen;
import java.util.ArrayList;
import java.util.List;
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
        List<List<?>> rows = new ArrayList<>();
        for (JsonNode it : recurring) {
            JsonNode occurrences = it.path("occurrences");
            rows.add(List.of(
                    it.path("id"),
                    it.at("/lease/name"),
                    it.path("rrule"),
                    it.path("time_zone"),
                    occurrences.valueStream().filter(each -> !each.path("lease_id").isNull()).count(),
                    occurrences.size()));
        }
        screen.table(List.of("id", "name", "rule", "time zone", "booked", "of"), rows);
    }

    static void occurrences(JsonNode occurrences, Screen screen) {
        List<List<?>> rows = new ArrayList<>();
        occurrences.forEach(it -> rows.add(List.of(
                it.path("start"), it.path("end"), it.path("lease_id"), it.path("lease_status"), it.at("/refusal/message"))));
        screen.table(List.of("start", "end", "lease", "status", "why not"), rows);
    }
}
