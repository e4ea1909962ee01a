package io.berth.server.cli.budget;

import io.berth.server.cli.remote.Address;
import io.berth.server.cli.remote.Column;
import io.berth.server.cli.remote.Screen;
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
        screen.tableOr(
                "no budgets",
                budgets,
                Column.of("project", "/project_id"),
                Column.of("hosts", "/max_hosts"),
                Column.of("used now", "/used/hosts"),
                Column.of("host-hours", "/max_host_hours"),
                Column.of("a", "/period"),
                Column.of("used", "/used/host_hours"),
                Column.of("left", "/left/host_hours"),
                Column.of("lease hours", "/max_lease_hours"));
    }
}
