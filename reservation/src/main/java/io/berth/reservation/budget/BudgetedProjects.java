package io.berth.reservation.budget;

import io.berth.http.HttpProblem;

/** Whose projects there are, as far as Berth knows: the wiring says it, for this room knows of none. */
public interface BudgetedProjects {
    /** For those who know no projects. */
    BudgetedProjects ANY = projectId -> {};

    /** @throws HttpProblem 404 where there is no such project: a budget given for a name, or with a slip in the id, would limit nobody */
    void require(String projectId);
}
