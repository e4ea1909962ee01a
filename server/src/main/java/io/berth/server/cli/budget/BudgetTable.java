package io.berth.server.cli.budget;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.Screen;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Budgets, as people see them. */
final class BudgetTable {
    private BudgetTable() {}

    static Address all() {
        return Address.of("/berth/v1/budgets");
    }

    static Address of(String project) {
        return all().below(project);
    }

    static void show(Iterable<JsonNode> budgets, Screen screen) {
        List<List<?>> rows = new ArrayList<>();
        for (JsonNode it : budgets) {
            rows.add(List.of(
                    it.path("project_id"),
                    it.path("max_hosts"),
                    it.at("/used/hosts"),
                    it.path("max_host_hours"),
                    it.path("period"),
                    it.at("/used/host_hours"),
                    it.at("/left/host_hours"),
                    it.path("max_lease_hours")));
        }
        screen.table(
                List.of("project", "hosts", "used now", "host-hours", "a", "used", "left", "lease hours"), rows);
    }
}
