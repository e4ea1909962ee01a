package io.berth.server;

import io.berth.base.Spelling;
import io.berth.http.HttpProblem;
import io.berth.identity.Identity;
import io.berth.identity.directory.Project;
import io.berth.reservation.budget.BudgetedProjects;
import java.util.List;
import java.util.stream.Collectors;

/** The projects of the built-in identity. */
record IdentityProjects(Identity identity) implements BudgetedProjects {
    /** How many projects a refusal names. */
    private static final int NAMED_MAX = 5;

    /** What differs in more than one of so many characters is something else, not a slip. */
    private static final int CHARACTERS_PER_SLIP = 4;

    @Override
    public void require(String id) {
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
