package io.berth.server;

import io.berth.base.Spelling;
import io.berth.http.Call;
import io.berth.http.HttpProblem;
import io.berth.http.Route;
import io.berth.identity.Identity;
import io.berth.identity.directory.Project;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Refuses a budget for a project that the built-in identity does not know: given for a name or with a slip in the id, it would limit
 * nobody. The reservation room itself knows of no projects; with other identities nobody here does.
 */
record BudgetProjects(Identity identity) {
    private static final String PATH = "/budgets/{project_id}";

    /** How many projects a refusal names. */
    private static final int NAMED_MAX = 5;

    /** What differs in more than one of so many characters is something else, not a slip. */
    private static final int CHARACTERS_PER_SLIP = 4;

    /** The same route, but where it sets a budget. */
    Route guard(Route route) {
        if (!route.method().equals("PUT") || !route.path().equals(PATH)) {
            return route;
        }
        return new Route(
                route.method(), route.path(), route.rule(), route.execution(),
                call -> {
                    refuseUnknown(call);
                    return route.handler().handle(call);
                },
                route.summary());
    }

    private void refuseUnknown(Call call) {
        String id = call.parameter("project_id");
        if (!identity.hasProject(id)) {
            throw new HttpProblem(404, "No project has the id '" + id + "'. " + hint(id, identity.projects()));
        }
    }

    private static String hint(String said, List<Project> all) {
        String meant = all.stream()
                .filter(project -> isNear(said, project.name()) || isNear(said, project.id()))
                .limit(NAMED_MAX)
                .map(project -> project.id() + " (" + project.name() + ")")
                .collect(Collectors.joining(", "));
        return meant.isEmpty() ? "GET /identity/v3/projects lists all" : "Did you mean " + meant + "?";
    }

    private static boolean isNear(String said, String known) {
        return Math.abs(said.length() - known.length()) <= known.length() / CHARACTERS_PER_SLIP
                && Spelling.distance(said, known) <= known.length() / CHARACTERS_PER_SLIP;
    }
}
