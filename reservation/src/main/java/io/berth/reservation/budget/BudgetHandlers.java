package io.berth.reservation.budget;

import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Json;
import io.berth.http.Policy;
import io.berth.http.Response;
import io.berth.reservation.api.BerthErrors;
import io.berth.reservation.refusal.ReservationRefusal.NoSuchBudget;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;

/** Budgets over HTTP. */
final class BudgetHandlers {
    private final Budgets budgets;
    private final BudgetedProjects projects;
    private final Policy policy;

    BudgetHandlers(Budgets budgets, BudgetedProjects projects, Policy policy) {
        this.budgets = budgets;
        this.projects = projects;
        this.policy = policy;
    }

    /** Administrators see all, everyone else their own project's. */
    Response list(Call call) {
        List<Budgets.Standing> found = policy.allows(BudgetRoutes.LIST, call.caller())
                ? budgets.all()
                : call.caller().projectId().flatMap(budgets::find).stream().toList();
        ArrayNode array = Json.array();
        found.forEach(standing -> array.add(BudgetCodec.written(standing)));
        return Response.json(200, Map.of("budgets", array));
    }

    /** Whoever may not see the project's budget is not told whether there is one. */
    Response show(Call call) {
        String project = call.parameter("project_id");
        if (!policy.allows(BudgetRoutes.GET, call.caller(), Map.of("project_id", project))) {
            throw new HttpProblem(403, "Policy doesn't allow " + BudgetRoutes.GET + " to be performed.");
        }
        return shown(project);
    }

    Response set(Call call) {
        projects.require(call.parameter("project_id"));
        String project = BudgetCodec.projectId(call.parameter("project_id"));
        budgets.set(project, BudgetCodec.read(call));
        return shown(project);
    }

    private Response shown(String project) {
        return budgets.find(project)
                .map(standing -> Response.json(200, Map.of("budget", BudgetCodec.written(standing))))
                .orElseGet(() -> BerthErrors.of(404, new NoSuchBudget(project)));
    }

    Response remove(Call call) {
        return budgets.remove(call.parameter("project_id")).fold(
                gone -> Response.empty(204), refusal -> BerthErrors.of(404, refusal));
    }
}
